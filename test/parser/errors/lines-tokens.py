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
# ----
# 2: SyntaxError: unexpected EOF while parsing [unexpected-end]
x = \