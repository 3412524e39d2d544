# Inside a tuple a string prints as repr shows it.
print(("quoted", 'it"s', "it's", "line\nbreak"))
