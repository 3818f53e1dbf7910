// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.diag;

import java.util.Locale;

/**
 * Every message of the compiler, a line each. Numbers: 00xx files and YAML, 01xx assembly and
 * references, 02xx binding to the schema, 03xx data flow, 04xx shapes and dtypes, 05xx
 * optimisation, 06xx data, 07xx run and mesh. Sentence case, code in backticks, no full stop, the
 * value found and the value expected, never "invalid".
 */
public enum Code {
  FILE_NOT_FOUND(1, Severity.ERROR, "there is no file `%s`"),
  FILE_IS_FOLDER(2, Severity.ERROR, "`%s` is a folder, not a config file"),
  FILE_UNREADABLE(3, Severity.ERROR, "`%s` cannot be read: %s"),
  FILE_NOT_TEXT(4, Severity.ERROR, "`%s` is not UTF-8 text: %s"),
  FILE_TOO_LARGE(5, Severity.ERROR, "`%s` has more than %d bytes, which no config needs"),
  FILE_EMPTY(6, Severity.ERROR, "`%s` holds no config, only white space and comments"),
  CONTROL_CHARACTER(7, Severity.ERROR, "the control character U+%04X has no place in a config"),
  ROOT_NOT_MAP(8, Severity.ERROR, "a config is a map of sections, but this one is %s"),

  YAML_TAB(20, Severity.ERROR, "a tab stands here, where YAML takes only spaces"),
  YAML_INDENTATION(21, Severity.ERROR, "the indentation of this line matches no block around it"),
  YAML_TOO_DEEP_INDENTATION(22, Severity.ERROR, "this line is indented below `%s`, which %s"),
  YAML_UNCLOSED_QUOTE(23, Severity.ERROR, "the quote that opens here is not closed"),
  YAML_UNCLOSED_BRACKET(24, Severity.ERROR, "the `%s` that opens here is not closed by `%s`"),
  YAML_BRACKET(25, Severity.ERROR, "expected `,` or `%s` here"),
  YAML_STRAY_BRACKET(26, Severity.ERROR, "this `%s` closes nothing"),
  YAML_NO_COLON(27, Severity.ERROR, "this line has no `: ` between a key and a value"),
  YAML_SECOND_COLON(28, Severity.ERROR, "a second `: ` cannot stand in a plain value"),
  YAML_LIST_ITEM(29, Severity.ERROR, "a list item cannot stand here"),
  YAML_BAD_START(30, Severity.ERROR, "a plain value cannot begin with `%s`"),
  YAML_BAD_ESCAPE(31, Severity.ERROR, "there is no such escape in double quotes"),
  YAML_AFTER_VALUE(32, Severity.ERROR, "the value ends before this"),
  YAML_SYNTAX(33, Severity.ERROR, "this is not YAML: %s"),
  YAML_UNKNOWN_ANCHOR(34, Severity.ERROR, "there is no anchor `&%s` before this"),
  YAML_RECURSIVE_ALIAS(35, Severity.ERROR, "`*%s` stands inside the value that it repeats"),
  YAML_DUPLICATE_KEY(36, Severity.ERROR, "the key `%s` is given twice in one map"),
  YAML_KEY_NOT_TEXT(37, Severity.ERROR, "the key `%s` is %s, not text"),
  YAML_TAG(38, Severity.ERROR, "the tag `%s` means nothing in a config"),
  YAML_TAG_VALUE(39, Severity.ERROR, "`%s` is no %s, as its tag says"),
  YAML_SEVERAL_DOCUMENTS(40, Severity.ERROR, "a second document begins here, but a config is one"),
  YAML_TOO_DEEP(41, Severity.ERROR, "values are nested more than %d levels deep here"),
  YAML_EXPANSION(42, Severity.ERROR, "aliases expand this config to more than %d values"),
  YAML_MERGE_KIND(43, Severity.ERROR, "`<<` merges a map or a list of maps, but this is %s"),
  NUMBER_TOO_LARGE(44, Severity.ERROR, "the integer `%s` does not fit into 64 bits"),
  NUMBER_WITHOUT_DIGITS(45, Severity.ERROR, "`%s` begins like a number and has no digits"),
  YAML_RESERVED_VALUE(46, Severity.ERROR, "`%s` alone has a meaning of its own in YAML"),
  YAML_DUPLICATE_ANCHOR(48, Severity.ERROR, "the anchor `&%s` is given twice"),
  YAML_NOT_INDENTED(49, Severity.ERROR, "`%s` is empty: what belongs in it is not indented"),
  YAML_NO_ITEM(47, Severity.ERROR, "a list item is expected here, as in the lines above"),

  MERGE_KIND_CLASH(100, Severity.ERROR, "%s cannot be merged with %s"),
  OVERRIDE_IS_FLAG(101, Severity.ERROR, "there is no option `%s`"),
  OVERRIDE_WITHOUT_VALUE(102, Severity.ERROR, "`%s` is no override: there is no `=` in it"),
  OVERRIDE_PATH(103, Severity.ERROR, "`%s` is no path to a key"),
  OVERRIDE_NOT_INDEX(104, Severity.ERROR, "`%s` is a list of %d items, so `%s` is no item of it"),
  OVERRIDE_INTO_SCALAR(105, Severity.ERROR, "`%s` is %s, so there is no `%s` in it"),
  OVERRIDE_DELETES_NOTHING(106, Severity.ERROR, "`%s` does not exist, so it cannot be deleted"),
  OVERRIDE_ADDS_EXISTING(107, Severity.ERROR, "`%s` exists already, so it cannot be added"),
  OVERRIDE_DELETE_VALUE(108, Severity.ERROR, "a deletion takes no value: `~%s`"),

  REFERENCE_SYNTAX(120, Severity.ERROR, "this reference cannot be read: %s"),
  REFERENCE_UNKNOWN(121, Severity.ERROR, "there is no `%s`: %s"),
  REFERENCE_ABOVE_ROOT(
      122, Severity.ERROR, "`%s` goes up %d levels, but this value is only %d deep"),
  REFERENCE_CYCLE(123, Severity.ERROR, "references run in a circle: %s"),
  REFERENCE_INTO_DEFAULTS(
      124, Severity.ERROR, "`%s` is set in the defaults, where references of this file cannot see"),
  REFERENCE_KEY_NOT_TEXT(125, Severity.ERROR, "a key in a reference is text, but this gives %s"),
  REFERENCE_EXPANSION(126, Severity.ERROR, "references expand this config to more than %d %s"),
  REFERENCE_TOO_DEEP(127, Severity.ERROR, "references lead more than %d levels deep here"),
  FUNCTION_UNKNOWN(140, Severity.ERROR, "there is no function `%s`"),
  FUNCTION_ARITY(141, Severity.ERROR, "`%s` takes %s, but got %d"),
  FUNCTION_ARGUMENT(142, Severity.ERROR, "`%s` %s"),
  ENVIRONMENT_UNSET(143, Severity.ERROR, "the environment variable `%s` is not set"),
  KEY_DEPRECATED(144, Severity.WARNING, "%s"),
  OVERRIDE_SPREADS(
      145,
      Severity.WARNING,
      "`%s` also changes %s by reference, where the original changes this one place"),

  CATALOGUE_SYNTAX(150, Severity.ERROR, "`%s` is not expected here"),
  CATALOGUE_TOO_DEEP(151, Severity.ERROR, "an expression of this file is nested too deeply"),
  CATALOGUE_TARGET_TWICE(152, Severity.ERROR, "`%s` is in the catalogue already"),
  CATALOGUE_NAME_TWICE(153, Severity.ERROR, "`%s` is declared twice in this entry"),
  CATALOGUE_UNKNOWN_NAME(154, Severity.ERROR, "this entry has no parameter or `let` named `%s`"),
  CATALOGUE_UNKNOWN_PARAMETER(155, Severity.ERROR, "this entry has no parameter `%s`"),
  CATALOGUE_PARAMETER_KIND(156, Severity.ERROR, "`%s` has to be a %s to stand here"),
  CATALOGUE_FREE_SIZE(
      157, Severity.ERROR, "`%s` is a free size, but here the parameters must tell the value"),
  CATALOGUE_UNKNOWN_FUNCTION(158, Severity.ERROR, "the schema language has no function `%s`"),
  CATALOGUE_NAMED_ARGUMENT(
      159, Severity.ERROR, "`%s` is named, but the function `%s` has no names"),
  CATALOGUE_NUMBER(160, Severity.ERROR, "`%s` is too large a number"),
  CATALOGUE_EMPTY_RANGE(161, Severity.ERROR, "`%s` holds no value"),
  CATALOGUE_DEFAULT(162, Severity.ERROR, "the default of `%s` does not fit its type"),
  CATALOGUE_UNKNOWN_TARGET(163, Severity.ERROR, "the catalogue has no target `%s`"),
  CATALOGUE_UNKNOWN_ARGUMENT(164, Severity.ERROR, "`%s` has no parameter `%s`"),
  CATALOGUE_UNKNOWN_ROLE(165, Severity.ERROR, "there is no role `%s`"),
  CATALOGUE_STATEMENT_TWICE(166, Severity.ERROR, "`%s` may stand once in an entry"),

  UNKNOWN_TARGET(201, Severity.ERROR, "there is no block `%s`"),
  TARGET_MISSING(202, Severity.ERROR, "%s must stand here, but there is no `_target_`"),
  TARGET_MISSPELLED(203, Severity.ERROR, "`%s` is no key of a block"),
  TARGET_NOT_TEXT(204, Severity.ERROR, "`_target_` must be the name of a block, found %s"),
  TARGET_REFUSED(205, Severity.ERROR, "`%s` cannot be used: %s"),
  WRONG_ROLE(206, Severity.ERROR, "`%s` cannot stand here: %s must be %s"),
  FACTORY_EXPECTED(207, Severity.ERROR, "%s must be a factory, but it is built here"),
  INSTANCE_EXPECTED(208, Severity.ERROR, "%s must be built here, but it is a factory"),
  PARTIAL_NOT_BOOL(209, Severity.ERROR, "`_partial_` must be `true` or `false`, found %s"),
  UNKNOWN_PARAMETER(210, Severity.ERROR, "`%s` has no parameter `%s`"),
  PARAMETER_MISSING(211, Severity.ERROR, "`%s` needs `%s`"),
  WRONG_TYPE(212, Severity.ERROR, "%s must be %s, found %s"),
  OUT_OF_RANGE(213, Severity.ERROR, "%s must be %s, found %s"),
  NOT_ONE_OF(214, Severity.ERROR, "%s must be %s, found `%s`"),
  WRONG_LENGTH(215, Severity.ERROR, "%s must have %s, found %d"),
  NULL_NOT_ALLOWED(216, Severity.ERROR, "%s must be %s, not null"),
  VALUE_LEFT_OPEN(217, Severity.ERROR, "%s is still `???`: it needs a value"),
  GIVEN_TWICE(218, Severity.ERROR, "`%s` of `%s` is given by position and by name"),
  TOO_MANY_ARGUMENTS(219, Severity.ERROR, "`%s` takes %d arguments, found %d"),
  NOT_RECURSIVE(220, Severity.ERROR, "`_recursive_: false` would leave the blocks inside unbuilt"),
  PARAMETER_IGNORED(221, Severity.WARNING, "`%s` of `%s` has no effect: %s"),
  OWNER_WINS(
      222, Severity.WARNING, "`%s` of `%s` has no effect here: `%s` passes a value of its own"),
  CONSTRAINT_BROKEN(223, Severity.ERROR, "`%s`: %s%s"),
  CONSTRAINT_SUSPICIOUS(224, Severity.WARNING, "`%s`: %s%s"),
  UNKNOWN_ENTRY(225, Severity.ERROR, "%s has no `%s`"),
  ENTRY_MISSING(226, Severity.ERROR, "%s needs `%s`"),
  TARGET_UNREAD(227, Severity.WARNING, "there is no block `%s`; no reference leads to it yet"),
  BLOCK_MIXED_UP(228, Severity.ERROR, "`%s` has no %s: these are the parameters of another block"),
  UNKNOWN_KEY(230, Severity.ERROR, "nobody reads `%s`"),
  KEY_MISSING(231, Severity.ERROR, "`%s` is missing"),
  KEY_IGNORED(232, Severity.WARNING, "`%s` has no effect: %s"),
  KEY_NOT_NEEDED(233, Severity.WARNING, "`%s` is not needed: %s"),

  KEY_NEVER_WRITTEN(301, Severity.ERROR, "nobody writes `%s` before `%s` reads it here"),
  KEY_READ_TOO_EARLY(302, Severity.ERROR, "`%s` is not written yet when `%s` reads it here"),
  KEY_NEVER_READ(303, Severity.ERROR, "nobody reads `%s`, but `%s` is read and nobody writes it"),
  KEY_NOT_IN_DATA(306, Severity.ERROR, "the samples of `%s` have no `%s`, which `%s` reads"),
  RESULT_LOST(
      305, Severity.ERROR, "nobody reads `%s`: what is computed here is lost; `%s` is read"),
  RESULT_PASSED_BY(310, Severity.ERROR, "`%s` reads `%s`, so `%s` is lost, which `%s` makes of it"),
  RESULT_UNREAD(311, Severity.WARNING, "nobody reads `%s`, which `%s` writes"),
  METRIC_WITHOUT_DATA(304, Severity.WARNING, "`%s` cannot be computed: nobody writes `%s`"),

  SIZES_DISAGREE(401, Severity.ERROR, "sizes disagree where `%s` takes `%s`: %s, but %s"),
  KINDS_DISAGREE(402, Severity.ERROR, "`%s` takes %s as `%s`, but it is %s"),
  RANKS_DISAGREE(403, Severity.ERROR, "`%s` takes %s as `%s`, but it is %s"),
  SHAPES_DISAGREE(404, Severity.ERROR, "`%s` cannot take this as `%s`: it is %s"),
  PICTURE_IN_BATCH(405, Severity.ERROR, "`%s` is still a picture when samples become a batch"),
  NO_CLASS_TOKEN(
      410,
      Severity.WARNING,
      "`%s` %s, but there is no class token in front: it is a patch or word"),
  TEXT_CUT(
      411,
      Severity.ERROR,
      "texts of %d ids are cut to %d tokens, so the end that `%s` looks for is lost"),
  TEMPERATURE_TWICE(
      412, Severity.ERROR, "%d heads apply a temperature, but the loss expects one of them to"),
  DEPTH_DIFFERS(
      413, Severity.WARNING, "`encoder_num_blocks` = %d, but the trunk in front has %d blocks"),
  NOT_CAUSAL(414, Severity.WARNING, "`%s` sees the ids that are to be predicted: it is not causal"),
  NO_MIXTURE(415, Severity.ERROR, "there are no experts in the model to balance"),
  MIXTURE_LAYERS(
      416, Severity.ERROR, "`num_layers` = %d, but %d layers have experts in one forward pass"),
  MIXTURE_WITHOUT_WEIGHT(
      417, Severity.ERROR, "a balancing loss needs a `load_balancing_loss_weight` above 0"),
  NOTHING_INITIALISES(
      421, Severity.ERROR, "nothing gives the parameters of `%s` their starting values"),
  MASK_UNEVEN(
      422, Severity.ERROR, "`%s` masks more of some samples than of others, so `%s` mixes them up"),
  MASK_EMPTY(423, Severity.WARNING, "nothing is masked here, so `%s` divides by zero"),
  ROTARY_TOO_SHORT(424, Severity.WARNING, "rotary positions for %d tokens meet %d tokens"),
  TEXT_SHORTENED(425, Severity.WARNING, "texts of %d ids are cut to %d tokens"),
  MEASURE_TWICE(426, Severity.WARNING, "two losses report `%s`, so one figure hides the other"),
  TOWER_MISSING(427, Severity.WARNING, "`%s` needs a model called `%s`"),
  TOO_FEW_CLASSES(428, Severity.ERROR, "%d classes are scored, but `%s` has %d"),
  OTHER_CLASSES(429, Severity.WARNING, "%d classes are scored, but `%s` has %d"),
  MASK_ALWAYS_EMPTY(
      430, Severity.ERROR, "nothing is masked in training, so `%s` divides by zero at once"),
  PATCHES_LOST(
      431, Severity.ERROR, "`%s` compares all patches, but those that `%s` drops never come back"),
  PREFIX_TOO_LONG(432, Severity.ERROR, "a prefix has up to %d patches, but there are only %d"),
  PROBE_WITHOUT_BATCH_NORM(
      433, Severity.ERROR, "`%s` cannot be built with or without batch norm, as the grid asks"),
  HEADS_UNMATCHED(434, Severity.WARNING, "`%s` fits none of the %d heads of the probe search"),
  PATTERN_SYNTAX(435, Severity.ERROR, "`%s` is no regular expression: %s"),
  VECTORS_NOT_UNIT(
      437, Severity.WARNING, "`%s` leaves the length of its vectors, but `%s` compares directions"),
  SINGLE_SAMPLE(
      438, Severity.WARNING, "a batch of one sample loses its axis in the original's `%s`"),
  END_SHIFTED(
      439, Severity.WARNING, "`%s` takes the token before the end: a class token stands in front"),
  POSITIONS_IGNORED(
      440, Severity.WARNING, "`%s` counts positions itself and ignores `position_ids`"),
  FROZEN_NOISE(
      441, Severity.WARNING, "`%s` goes on in training, although the model around it is frozen"),
  MASK_FORGOTTEN(
      442,
      Severity.WARNING,
      "with weights from a checkpoint the original's `%s` sees all tokens: its mask stays empty"),
  GENERATION_UNHEARD(
      443,
      Severity.WARNING,
      "`%s` does not hear when text is generated: a `MultiBlock` is between"),
  EXPERTS_UNBALANCED(
      444, Severity.WARNING, "`%s` counts tokens for a balancing loss, but there is none"),
  BALANCE_IN_EVALUATION(
      445,
      Severity.WARNING,
      "the original's experts count nothing in evaluation: there this loss is no number"),
  SIZES_VARY(446, Severity.ERROR, "pictures of different sizes cannot become one batch"),
  LAYER_UNKNOWN(447, Severity.ERROR, "there is no layer %d: the trunk has %d, counted from 0"),
  LAYER_MISSING(448, Severity.ERROR, "no kind of block takes layer %s"),
  LAYER_TWICE(449, Severity.WARNING, "layer %d is given to two kinds of blocks: this one wins"),
  MASK_OF_PATCHES(451, Severity.ERROR, "the mask of patches reaches `%s`, which bears none"),
  SIZES_MAY_VARY(
      450, Severity.WARNING, "nothing here gives the pictures one size, as a batch needs"),
  SIZE_UNFORESEEN(452, Severity.WARNING, "`%s` was made for another size of `%s`: %s, but %s"),
  PATCHES_STAY(453, Severity.WARNING, "no patch is dropped: nobody writes the mask `%s`"),
  FIRST_TOKEN_BLIND(
      454,
      Severity.WARNING,
      "`%s` takes the first token, which under a causal `%s` sees only itself"),
  TARGET_COPIED(
      455,
      Severity.ERROR,
      "each place is to predict the id that it is given: tokens and `%s` are both %d long"),
  TARGET_OF_SAME_LENGTH(
      456,
      Severity.WARNING,
      "predictions and target are both %d long, so nothing is shifted: the data must be"),
  PATCHES_KEPT(
      457, Severity.ERROR, "`%s` fills in the patches that a mask names, but `%s` drops none"),
  HEADS_MISSING(418, Severity.ERROR, "`%s` expects the heads of a probe search, but there is one"),
  HEADS_NOT_EXPECTED(
      419, Severity.ERROR, "`%s` expects one head, but a probe search gives it many"),

  SCHEDULE_TOTAL(
      501, Severity.ERROR, "the schedule lasts %s steps, but `experiment.total_iterations` = %d"),
  SCHEDULE_RESCALED(
      502, Severity.WARNING, "`lengths` sum to %s and are taken as shares of %d steps"),
  SCHEDULE_JUMPS(
      503, Severity.WARNING, "the learning rate jumps from %s to %s where this phase begins"),
  SCHEDULE_KIND(505, Severity.ERROR, "`%s` is a schedule of `%s`, but `scheduler_type` is `%s`"),
  BATCH_INDIVISIBLE(
      504, Severity.ERROR, "a batch of %d cannot be split evenly for %d steps of accumulation"),
  PATTERN_MATCHES_NOTHING(506, Severity.WARNING, "`%s` matches none of the %d parameters"),
  EVERYTHING_FROZEN(507, Severity.ERROR, "all %d parameters are frozen, so nothing can be trained"),
  LAYER_DECAY_WITHOUT_TRUNK(
      508,
      Severity.ERROR,
      "`lr_decay` counts the layers of `trunk.blocks`, which %s does not have"),
  PROBE_WITHOUT_HEADS(
      509, Severity.ERROR, "`probe_hparam_search` needs a `ProbeHparamSearchWrapper` as the head"),
  OPTION_SHADOWED(510, Severity.WARNING, "`%s` has no effect beside `%s`"),
  PATTERN_WITHOUT_SEGMENT(
      532,
      Severity.WARNING,
      "`%s` fits nothing in the original: names of recomputed modules hold `%s`"),
  RATE_UNUSED(533, Severity.WARNING, "`lr` = %s, but the schedule goes up to %s"),
  PATTERN_SHADOWED(
      535, Severity.WARNING, "`%s` fits only parameters that a pattern before it has taken"),
  PROBE_UNUSED(
      536, Severity.WARNING, "all heads of the probe search learn alike: their rates are not used"),
  PROBE_WITHOUT_RATE(537, Severity.ERROR, "a probe search needs the `lr` of `%s` written out"),

  BATCH_ODD(601, Severity.ERROR, "Mixup needs an even batch, but `batch_size` = %d"),
  VOCABULARY_TOO_SMALL(602, Severity.ERROR, "`vocab_size` = %d, but the tokenizer `%s` has %d ids"),
  WRONG_END_TOKEN(603, Severity.ERROR, "`eos_token_id` = %d, but the tokenizer `%s` %s"),
  IDS_WITHOUT_CLASS(
      604, Severity.ERROR, "%d classes are predicted, but the tokenizer `%s` has %d ids"),
  NOTHING_TO_EVALUATE(
      605,
      Severity.WARNING,
      "`eval: true` evaluates once and stops, but there is no validation set"),
  PADDING_COUNTS(
      606, Severity.WARNING, "texts are filled up with %d, which counts: `ignore_index` = %d"),
  NO_PADDING_TOKEN(607, Severity.ERROR, "the tokenizer `%s` has no token to fill texts up with"),
  SAME_SAMPLES(608, Severity.WARNING, "`%s` evaluates on the samples of training"),
  FILE_MISSING(609, Severity.WARNING, "there is no `%s` here, but the folder around it is"),
  NO_CLASS_FOLDERS(610, Severity.ERROR, "`%s` holds no folder, and each class is one"),
  SINGLE_SAMPLES(
      611,
      Severity.ERROR,
      "without a loader `%s` gives single samples, where batches are expected"),
  LENGTHS_VARY(
      612, Severity.ERROR, "`%s` leaves each text its length, but texts of one batch have one"),

  COLUMN_MISSING(613, Severity.ERROR, "`%s` has no column `%s`"),
  PATH_NOT_EXPANDED(614, Severity.ERROR, "nothing replaces `%s` in a path"),

  MESH_SIZE(701, Severity.ERROR, "%s make a mesh of %d, but %d processes will train"),
  MESH_KEY_IGNORED(
      702,
      Severity.WARNING,
      "`%s` = %d has no effect: without sharding, %d processes hold a copy each"),
  MODULE_NOT_FOUND(703, Severity.ERROR, "the model has no module `%s`"),
  CLASS_NOT_FOUND(704, Severity.WARNING, "no module of the model is a `%s`"),
  PLAN_MISSING(707, Severity.ERROR, "`%s` = %s needs a plan: `%s`"),
  SHARED_SEQUENCE_CUT(
      708, Severity.ERROR, "`%s` drops the last id, which processes that share a text cannot"),
  COMPILED_PARALLEL(709, Severity.ERROR, "`tp_size` and `torch_compile` exclude each other"),
  PRECISIONS_DIFFER(
      710, Severity.WARNING, "`experiment.dtype` is `%s`, but parameters are kept as `%s`"),
  TAGS_MISSING(711, Severity.WARNING, "without `wandb.tags` nothing is reported"),
  RESUME_FROM_FILE(712, Severity.ERROR, "`%s` is a file, but a run is resumed from a folder"),
  UNFROZEN_TABLE(511, Severity.WARNING, "`%s` also trains `%s`, which is born without gradient"),
  FORMULA_FAILS(512, Severity.WARNING, "the factor stays 1, since `%s` cannot be computed: %s"),
  PROBES_OVERLAP(
      513,
      Severity.WARNING,
      "the heads of weight decay %s are trained with that of %s, whose name theirs begin with"),
  RECOMPUTED_DROPOUT(
      706,
      Severity.WARNING,
      "`%s` is recomputed with other dropped values, so gradients are wrong"),
  CHECKPOINT_NOT_HERE(
      720, Severity.WARNING, "there is no file `%s` here to compare the model with"),
  CHECKPOINT_UNREADABLE(721, Severity.ERROR, "the weights in `%s` cannot be read: %s"),
  WEIGHTS_MISSING(722, Severity.ERROR, "%d of the %d tensors of the model are not in %s: %s"),
  WEIGHTS_LEFT_OVER(
      723, Severity.ERROR, "%d of the %d tensors of `%s` have no place in the model: %s"),
  WEIGHTS_OF_OTHER_SHAPE(724, Severity.ERROR, "`%s` is %s of %s in the file, but %s in the model"),
  FILTER_MATCHES_NOTHING(725, Severity.WARNING, "`%s` fits no name in `%s` and none of the model"),
  RENAMING_MATCHES_NOTHING(726, Severity.WARNING, "`%s` is in no name of `%s`"),
  RENAMED_TO_NOTHING(727, Severity.WARNING, "`%s` is in none of the %d names of the model"),
  WEIGHTS_COLLIDE(728, Severity.WARNING, "`%s` and `%s` both become `%s`, so the first is lost"),
  CHECKPOINT_KEY_LOST(729, Severity.WARNING, "`%s` has no effect, since `checkpoint` is %s"),
  RECOMPUTED_EXPERTS(
      713, Severity.ERROR, "recomputed experts count each token twice for the balancing loss"),
  SHARDS_NESTED(740, Severity.WARNING, "`%s` lies in `%s`, which is spread as a whole before it"),
  SHARDS_UNNAMED(741, Severity.ERROR, "nothing says which modules are spread one by one"),
  WEIGHTS_TWICE(742, Severity.ERROR, "an evaluation takes its weights from two places"),
  DEVICE_UNKNOWN(743, Severity.ERROR, "there is no device `%s`"),
  SEQUENCE_INDIVISIBLE(
      744, Severity.ERROR, "`%s` is %d long, which cannot be cut into %d equal parts"),
  SHARED_ATTENTION(
      745, Severity.ERROR, "`%s` must be causal and without a mask where a sequence is shared"),
  SHARED_KEY_MISSING(746, Severity.ERROR, "the batch has no `%s` to be shared"),
  SHARED_AXIS(747, Severity.ERROR, "`%s` is %s, so it cannot be cut along axis %d"),
  SHARED_BUFFERS(748, Severity.ERROR, "`%s` fits %d buffers, but a plan is for one"),
  LAYERS_INDIVISIBLE(749, Severity.ERROR, "`%s` = %d cannot be shared evenly by %d processes"),
  NEGATIVES_TWICE(
      750,
      Severity.WARNING,
      "with `dist_eval: false` all %d processes see the same samples, which `%s` tells apart"),
  NOTHING_LEARNT(
      752,
      Severity.WARNING,
      "`eval: true` evaluates a model that has learnt nothing, unless `--resume` is given"),
  LAYERS_NOT_CUT(
      751,
      Severity.WARNING,
      "the original never shares layers: with `tp_size` = %d, %d processes do the same work");

  private static final int LONGEST_ARGUMENT = 160;

  private final int number;
  private final Severity severity;
  private final String template;

  Code(int number, Severity severity, String template) {
    this.number = number;
    this.severity = severity;
    this.template = template;
  }

  /** The stable name that people look up, {@code L3M0312}. */
  public String id() {
    return String.format(Locale.ROOT, "L3M%04d", number);
  }

  /** How bad it is, unless warnings count as errors. */
  public Severity severity() {
    return severity;
  }

  /** Whether it only tells how the original differs, and is never counted as an error. */
  public boolean isRemark() {
    return this == OVERRIDE_SPREADS || this == KEY_NOT_NEEDED;
  }

  /** The sentence in the notation of {@link String#format}, with its arguments open. */
  public String template() {
    return template;
  }

  /** The sentence, with arguments cut to a length that fits a line. */
  String message(Object... arguments) {
    Object[] shown = new Object[arguments.length];
    for (int i = 0; i < arguments.length; i++) {
      shown[i] = arguments[i] instanceof Number number ? number : shown(arguments[i].toString());
    }
    return String.format(Locale.ROOT, template, shown);
  }

  /** A text from a config may hold anything; a message is one line of a bearable length. */
  private static String shown(String text) {
    int end = Math.min(text.length(), LONGEST_ARGUMENT);
    StringBuilder out = new StringBuilder(end + 1);
    for (int i = 0; i < end; i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> out.append(Character.isISOControl(c) ? '\uFFFD' : c);
      }
    }
    return end < text.length() ? out.append('…').toString() : out.toString();
  }
}
