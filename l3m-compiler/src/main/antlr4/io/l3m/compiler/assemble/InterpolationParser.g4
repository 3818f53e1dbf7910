// SPDX-License-Identifier: Apache-2.0
// References, `${a.b}` and `${f:x,y}`, and the text around them, as OmegaConf 2.3 defines them.
parser grammar InterpolationParser;

options {
  tokenVocab = InterpolationLexer;
}

// A scalar of a config that holds `${`.
scalar: text EOF;

// What `oc.decode` takes: one argument of a function.
argument: element EOF;

text: (interpolation | TEXT | ESCAPES | ESCAPED_OPEN | PAIRS | QUOTED_PAIRS)+;

interpolation: reference | call;

// ${a.b}  ${.a}  ${..a[0].b}  ${[a]}  ${a.${b}}
reference: OPEN DOT* (key | LIST_OPEN key LIST_CLOSE) (DOT key | LIST_OPEN key LIST_CLOSE)* CLOSE;
key: interpolation | NAME | KEY;

// ${mul:2,${a}}  ${oc.env:HOME}  ${${name}:1}
call: OPEN functionName COLON sequence? MAP_CLOSE;
functionName: namePart (DOT namePart)*;
namePart: interpolation | NAME;

// A missing element between commas is an empty text.
sequence: element (COMMA element?)* | (COMMA element?)+;

element: primitive | quoted | list | map;
quoted: QUOTE_OPEN text? QUOTE_CLOSE;
list: LIST_OPEN sequence? LIST_CLOSE;
map: MAP_OPEN (pair (COMMA pair)*)? MAP_CLOSE;
pair: mapKey COLON element;

// One token has its own type; several are one text.
primitive: (NAME | NULL | INT | FLOAT | BOOL | SYMBOL | COLON | ESCAPES | SPACE | interpolation)+;
mapKey: (NAME | NULL | INT | FLOAT | BOOL | SYMBOL | ESCAPES | SPACE)+;
