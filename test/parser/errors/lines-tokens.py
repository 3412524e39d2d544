# 4: TabError: inconsistent use of tabs and spaces in indentation [inconsistent-tabs]
if True:
	x
        y
# ----
# 103: IndentationError: too many levels of indentation [too-many-indents]
# 104: IndentationError: too many levels of indentation [too-many-indents]
if a:
 if a:
  if a:
   if a:
    if a:
     if a:
      if a:
       if a:
        if a:
         if a:
          if a:
           if a:
            if a:
             if a:
              if a:
               if a:
                if a:
                 if a:
                  if a:
                   if a:
                    if a:
                     if a:
                      if a:
                       if a:
                        if a:
                         if a:
                          if a:
                           if a:
                            if a:
                             if a:
                              if a:
                               if a:
                                if a:
                                 if a:
                                  if a:
                                   if a:
                                    if a:
                                     if a:
                                      if a:
                                       if a:
                                        if a:
                                         if a:
                                          if a:
                                           if a:
                                            if a:
                                             if a:
                                              if a:
                                               if a:
                                                if a:
                                                 if a:
                                                  if a:
                                                   if a:
                                                    if a:
                                                     if a:
                                                      if a:
                                                       if a:
                                                        if a:
                                                         if a:
                                                          if a:
                                                           if a:
                                                            if a:
                                                             if a:
                                                              if a:
                                                               if a:
                                                                if a:
                                                                 if a:
                                                                  if a:
                                                                   if a:
                                                                    if a:
                                                                     if a:
                                                                      if a:
                                                                       if a:
                                                                        if a:
                                                                         if a:
                                                                          if a:
                                                                           if a:
                                                                            if a:
                                                                             if a:
                                                                              if a:
                                                                               if a:
                                                                                if a:
                                                                                 if a:
                                                                                  if a:
                                                                                   if a:
                                                                                    if a:
                                                                                     if a:
                                                                                      if a:
                                                                                       if a:
                                                                                        if a:
                                                                                         if a:
                                                                                          if a:
                                                                                           if a:
                                                                                            if a:
                                                                                             if a:
                                                                                              if a:
                                                                                               if a:
                                                                                                if a:
                                                                                                 if a:
                                                                                                  if a:
                                                                                                   if a:
                                                                                                    if a:
                                                                                                     x
# ----
# 4: IndentationError: unindent does not match any outer indentation level [unmatched-dedent]
if x:
  a
 b
# ----
# 2: IndentationError: unexpected indent [unexpected-indent]
  x = 1
# ----
# 4: IndentationError: expected an indented block after 'try' statement on line 3 [expected-block]
# 4: SyntaxError: expected 'except' or 'finally' block [expected-except]
try:
pass
# ----
# 3: IndentationError: expected an indented block after 'if' statement on line 2 [expected-block]
if x:
pass
# ----
# 2: SyntaxError: invalid character '€' (U+20AC) [invalid-character]
€ = 1
# ----
# 2: SyntaxError: invalid character '£' (U+00A3) [invalid-character]
import ä £
# ----
# 2: SyntaxError: invalid non-printable character U+0001 [non-printable-character]
x = 1 
# ----
# 2: SyntaxError: unexpected character after line continuation character [character-after-backslash]
\ x
# ----
# 2: SyntaxError: too many nested parentheses [too-many-brackets]
(((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((
# ----
# 2: SyntaxError: unmatched ')' [unmatched-bracket]
x)
# ----
# 2: SyntaxError: closing parenthesis ']' does not match opening parenthesis '(' [mismatched-bracket]
(1]
# ----
# 2: SyntaxError: '(' was never closed [never-closed]
(1
# ----
# 2: SyntaxError: '{' was never closed [never-closed]
f'{a
# ----
# differs: 3.13 accepts this
# 3: SyntaxError: too many nested expressions [too-deep]
x = --------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------1
# ---- indent after a statement
# 3: IndentationError: unexpected indent [unexpected-indent]
x = 1
    y = 2
# ---- dedent to nowhere
# 4: IndentationError: unindent does not match any outer indentation level [unmatched-dedent]
if x:
        y
    z
# ---- tab against spaces
# 4: TabError: inconsistent use of tabs and spaces in indentation [inconsistent-tabs]
if x:
        y
	z
# ---- closing parenthesis alone
# 2: SyntaxError: unmatched ')' [unmatched-bracket]
)
# ---- closing bracket too many
# 2: SyntaxError: unmatched ']' [unmatched-bracket]
x = [1]]
# ---- closing brace for a parenthesis
# 2: SyntaxError: closing parenthesis '}' does not match opening parenthesis '(' [mismatched-bracket]
x = (1}
# ---- parenthesis never closed
# 2: SyntaxError: '(' was never closed [never-closed]
x = (1,
# ---- brace never closed
# 2: SyntaxError: '{' was never closed [never-closed]
x = {1: 2,
# ---- brackets never closed nested
# 2: SyntaxError: closing parenthesis ']' does not match opening parenthesis '(' [mismatched-bracket]
x = [(1, 2]
# ---- backslash before a space
# 2: SyntaxError: unexpected character after line continuation character [character-after-backslash]
x = 1 + \ 
2
# ---- backslash at the end
# 2: SyntaxError: unexpected EOF while parsing [unexpected-end]
x = 1 + \
# ---- smart quotes
# 2: SyntaxError: invalid character '“' (U+201C) [invalid-character]
x = “a”
# ---- multiplication sign
# 2: SyntaxError: invalid character '×' (U+00D7) [invalid-character]
x = 2 × 3
# ---- no-break space
# 2: SyntaxError: invalid non-printable character U+00A0 [non-printable-character]
x = 1
# ---- zero width space
# 2: SyntaxError: invalid non-printable character U+200B [non-printable-character]
x =​1
# ---- minus sign of typography
# 2: SyntaxError: invalid character '−' (U+2212) [invalid-character]
x = 1 − 2
# ---- letters that are no letters
# 2: SyntaxError: invalid character '½' (U+00BD) [invalid-character]
x = ½
# ----
# 2: SyntaxError: unexpected EOF while parsing [unexpected-end]
x = \