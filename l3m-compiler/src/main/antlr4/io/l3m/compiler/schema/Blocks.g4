// SPDX-License-Identifier: Apache-2.0

// The language of the block catalogue: what a config's target is, in one entry.
//
// Every decision below is made by one token of lookahead, so the parser never has to simulate its
// automaton: that keeps the first check of a fresh JVM fast.
grammar Blocks;

catalogue : entry* EOF ;

// ---- entries

entry : DOC* ( block | section ) ;

block : 'block' target header* '{' statement* '}' ;

header
  : 'alias' target ( ',' target )*
  | 'java' target
  | 'role' name ( ',' name )*
  | 'refused' STRING
  ;

section : 'section' target 'open'? STRING? ( '{' sectionStatement* '}' )? ;

sectionStatement : parameter | constraint ;

statement
  : parameter
  | let
  | constraint
  | container
  | call
  | reads
  | writes
  | yields
  | sample
  | measures
  | freezes
  | starts
  | member
  ;

// ---- parameters (of a block: `param`, of a section: `key`)

parameter : DOC* ( 'param' | 'key' ) name type '?'? ( '=' expr )? STRING? modifier* ;

modifier
  : 'ignored' STRING
  | 'java' name
  ;

type : typeTerm ( '|' typeTerm )* ;

typeTerm
  : 'int' range?                                              # intType
  | 'float' range?                                            # floatType
  | 'bool'                                                    # boolType
  | 'text'                                                    # textType
  | 'path'                                                    # pathType
  | 'key'                                                     # keyType
  | 'glob' what=( 'parameter' | 'module' | 'class' )          # patternType
  | 'one' 'of' choice ( ',' choice )* ( 'as' target )?        # choiceType
  | 'list' listSize? 'of' typeTerm                            # listType
  | 'map' 'of' typeTerm                                       # mapType
  | 'instance' 'of' name                                      # instanceType
  | 'factory' 'of' name                                       # factoryType
  | 'any'                                                     # anyType
  | '(' type ')'                                              # nestedType
  ;

range
  : op=( '>=' | '>' | '<=' | '<' ) number
  | 'in' open=( '[' | '(' ) number ',' number close=( ']' | ')' )
  ;

listSize : '[' INT ( dots='..' INT? )? ']' ;

choice : ( name | STRING | '-'? INT ) ( ':' name )? ;

number : '-'? ( INT | FLOAT ) ;

// ---- what holds between parameters

let : 'let' name '=' expr ;

constraint
  : severity=( 'require' | 'warn' ) expr ( 'when' expr )? ( 'at' name )? STRING ( 'suggest' STRING )?
  ;

// ---- data

container : 'container' containerKind ;

containerKind
  : 'series' name ( ',' name )*                               # seriesContainer
  | 'each' name ( 'order' name )?                             # eachContainer
  | 'apply' name                                              # applyContainer
  | 'chain' name                                              # chainContainer
  | 'nothing'                                                 # nothingContainer
  | 'weighted' name 'by' name                                 # weightedContainer
  ;

call : 'call' '(' ( callArgument ( ',' callArgument )* )? ')' '->' portType ;

callArgument : name portType '?'? ;

reads : 'reads' '?'? port ;

writes : 'writes' '?'? port ;

yields : 'yields' port ;

port
  : 'each' name
  | portKey portType ( 'when' expr )?
  ;

portKey : name | STRING ;

sample : 'sample' target ;

measures : 'measures' STRING ( ',' STRING )* ;

freezes : 'freezes' ;

starts : 'starts' target '=' expr ( 'when' expr )? ;

portType : portTypeTerm ( '|' portTypeTerm )* ;

portTypeTerm
  : tensorType                                                # tensorPort
  | 'list' '[' expr ']' 'of' tensorType                       # tensorListPort
  | 'same' 'as' portKey                                       # samePort
  | 'any' STRING?                                             # opaquePort
  | plainName '(' portType ')'                                # throughPort
  ;

tensorType : kind ( '/' kind )* '[' ( dim ( ',' dim )* )? ']' ;

kind : 'float' | 'int' | 'bool' | 'mask' | 'block_mask' | 'picture' ;

// The size after '<=' or '~' is what the block was made for; it works with smaller values, too, and
// after '~' with larger ones.
dim : '...' | '?' | madeFor=( '<=' | '~' )? expr ;

// ---- state

member : tensor | child | repeat ;

tensor
  : storage=( 'tensor' | 'buffer' | 'transient' ) memberName '[' ( expr ( ',' expr )* )? ']'
    ( 'init' STRING )? ( 'when' expr )? ( frozen='frozen' ( 'when' expr )? )?
  ;

child : 'child' memberName '=' childSource ( 'when' expr )? ;

childSource
  : 'each' name
  | target ( '(' arguments? ')' )?
  | '(' expr ')' '(' arguments? ')'
  ;

repeat : 'repeat' name 'in' expr '{' member* '}' ;

memberName : memberNamePart ( '.' memberNamePart )* ;

memberNamePart : ( name | INT | '{' name '}' )+ ;

// ---- expressions

expr : disjunction ( 'if' disjunction 'else' expr )? ;

disjunction : conjunction ( 'or' conjunction )* ;

conjunction : negation ( 'and' negation )* ;

negation : 'not' negation | comparison ;

comparison : sum ( op=( '==' | '!=' | '<' | '<=' | '>' | '>=' | 'in' ) sum )? ;

sum : product ( ( '+' | '-' ) product )* ;

product : signed ( ( '*' | '/' | '//' | '%' ) signed )* ;

signed : '-' signed | power ;

power : postfix ( '**' signed )? ;

postfix : primary suffix* ;

suffix
  : '[' expr ']'
  | '.' name
  | call_='(' arguments? ')'
  ;

primary
  : INT | FLOAT | STRING | 'true' | 'false' | 'null'
  | 'given' name
  | '(' expr ')'
  | list='[' ( expr ( ',' expr )* )? ']'
  | name
  ;

arguments : argument ( ',' argument )* ;

// An argument with a name is written `name = value`; the left side is checked after parsing.
argument : expr ( '=' expr )? ;

// ---- names

target : name ( '.' name )* ;

name
  : plainName
  | 'any' | 'block_mask' | 'bool' | 'float' | 'int' | 'list' | 'mask' | 'picture' | 'same'
  ;

// Names that cannot be mistaken for the beginning of a port's type.
plainName
  : ID
  | 'alias' | 'apply' | 'as' | 'at' | 'block' | 'buffer' | 'by' | 'call' | 'chain' | 'child'
  | 'class' | 'container' | 'factory' | 'freezes' | 'frozen' | 'glob' | 'ignored' | 'init'
  | 'instance' | 'java' | 'key' | 'let' | 'map' | 'measures' | 'module' | 'nothing' | 'of' | 'one'
  | 'open' | 'order' | 'param' | 'parameter' | 'path' | 'reads' | 'refused' | 'repeat' | 'require'
  | 'role' | 'sample' | 'section' | 'series' | 'starts' | 'suggest' | 'tensor' | 'text' | 'transient' | 'warn'
  | 'weighted' | 'writes' | 'yields'
  ;

// ---- tokens

DOC : '///' ~[\r\n]* ;
COMMENT : '#' ~[\r\n]* -> skip ;
SPACE : [ \t\r\n]+ -> skip ;
ID : [A-Za-z_] [A-Za-z_0-9]* ;
FLOAT : DIGITS '.' DIGITS EXPONENT? | DIGITS EXPONENT ;
INT : DIGITS ;
STRING : '"' ( ~["\\\r\n] | '\\' ["\\] )* '"' ;
OTHER : . ;
fragment DIGITS : [0-9] [0-9_]* ;
fragment EXPONENT : [eE] [+-]? [0-9]+ ;
