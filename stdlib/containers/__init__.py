"""What Python's containers do: a module for each type, with its methods and its operators as functions of the object."""
