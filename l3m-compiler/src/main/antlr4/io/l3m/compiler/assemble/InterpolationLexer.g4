// SPDX-License-Identifier: Apache-2.0
// The tokens of references, `${a.b}` and `${f:x,y}`, as OmegaConf 2.3 defines them.
lexer grammar InterpolationLexer;

// Text around references. A run of text holds no `$` and does not end in a backslash, since a
// backslash may belong to what follows it.

OPEN: '${' BLANK* -> pushMode(PATH);
TEXT: ~[$]* ~[\\$];
ESCAPED_OPEN: PAIR* '\\${';
PAIRS: PAIR+;
ODD_BACKSLASHES: '\\'+ -> type(TEXT);
LONE_DOLLAR: '$' -> type(TEXT);

fragment PAIR: '\\\\';
fragment BLANK: [ \t];
fragment LETTER: [a-zA-Z];
fragment DIGIT: [0-9];
fragment WHOLE: '0' | [1-9] ('_'? DIGIT)*;
fragment DIGITS: DIGIT ('_'? DIGIT)*;
fragment POINT: WHOLE '.' | WHOLE? '.' DIGITS;

// Inside `${`, up to `}` or to the colon behind the name of a function.

mode PATH;

INNER_OPEN: '${' BLANK* -> type(OPEN), pushMode(PATH);
FUNCTION_COLON: BLANK* ':' BLANK* -> type(COLON), mode(VALUE);
CLOSE: BLANK* '}' -> popMode;
DOT: '.';
KEY_OPEN: '[' -> type(LIST_OPEN);
KEY_CLOSE: ']' -> type(LIST_CLOSE);
PATH_NAME: NAME -> type(NAME);
KEY: ~[\\{}()[\]:. \t'"]+;

// The arguments of a function. Braces are counted by the mode stack.

mode VALUE;

VALUE_OPEN: '${' BLANK* -> type(OPEN), pushMode(PATH);
MAP_OPEN: '{' BLANK* -> pushMode(VALUE);
MAP_CLOSE: BLANK* '}' -> popMode;
QUOTE_OPEN: '\'' -> pushMode(SINGLE_QUOTED);
DOUBLE_OPEN: '"' -> type(QUOTE_OPEN), pushMode(DOUBLE_QUOTED);
COMMA: BLANK* ',' BLANK*;
LIST_OPEN: '[' BLANK*;
LIST_CLOSE: BLANK* ']';
COLON: BLANK* ':' BLANK*;
FLOAT: [+-]? (POINT | (WHOLE | POINT) [eE] [+-]? DIGITS | [iI] [nN] [fF] | [nN] [aA] [nN]);
INT: [+-]? WHOLE;
BOOL: [tT] [rR] [uU] [eE] | [fF] [aA] [lL] [sS] [eE];
NULL: [nN] [uU] [lL] [lL];
SYMBOL: [/\-\\+.$%*@?|];
NAME: (LETTER | '_') (LETTER | DIGIT | '_' | '-')*;
ESCAPES: (PAIR | '\\' [()[\]{}:=, \t])+;
SPACE: BLANK+;

// Text in quotes follows the rules of the text around references, and can hold its own quote.

mode SINGLE_QUOTED;

SINGLE_REFERENCE: '${' BLANK* -> type(OPEN), pushMode(PATH);
QUOTE_CLOSE: '\'' -> popMode;
SINGLE_TEXT: ~['$]* ~['\\$] -> type(TEXT);
SINGLE_ESCAPED_OPEN: PAIR* '\\${' -> type(ESCAPED_OPEN);
SINGLE_QUOTE: PAIR* '\\\'' -> type(ESCAPES);
QUOTED_PAIRS: PAIR+;
SINGLE_BACKSLASHES: '\\'+ -> type(TEXT);
SINGLE_DOLLAR: '$' -> type(TEXT);

mode DOUBLE_QUOTED;

DOUBLE_REFERENCE: '${' BLANK* -> type(OPEN), pushMode(PATH);
DOUBLE_CLOSE: '"' -> type(QUOTE_CLOSE), popMode;
DOUBLE_TEXT: ~["$]* ~["\\$] -> type(TEXT);
DOUBLE_ESCAPED_OPEN: PAIR* '\\${' -> type(ESCAPED_OPEN);
DOUBLE_QUOTE: PAIR* '\\"' -> type(ESCAPES);
DOUBLE_PAIRS: PAIR+ -> type(QUOTED_PAIRS);
DOUBLE_BACKSLASHES: '\\'+ -> type(TEXT);
DOUBLE_DOLLAR: '$' -> type(TEXT);
