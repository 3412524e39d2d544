# Names that annotations use; they say nothing at run time.
