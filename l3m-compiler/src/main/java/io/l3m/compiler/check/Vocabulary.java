// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.check;

import io.l3m.compiler.graph.BoundBlock;
import io.l3m.compiler.graph.Value;
import io.l3m.compiler.graph.Values;
import java.util.Map;
import java.util.Optional;

/**
 * How many ids a tokenizer has: as its local file says, or as is known of a published one.
 *
 * @param size one more than the largest id
 * @param end the id that ends a text, where it is known
 * @param padding the id that fills texts up, where it is known
 */
record Vocabulary(String name, long size, Optional<Long> end, Padding padding) {

  /** What fills texts up. */
  sealed interface Padding {
    record Id(long id) implements Padding {}

    /** The tokenizer has no such token, and none was added. */
    record None() implements Padding {}

    record Unknown() implements Padding {}
  }

  /** Size, end and padding of what people fetch by name. */
  private record Published(long size, Optional<Long> end, Padding padding) {}

  private static final Published CLIP =
      new Published(49_408, Optional.of(49_407L), new Padding.Id(49_407));
  private static final Published GPT2 =
      new Published(50_257, Optional.of(50_256L), new Padding.None());
  private static final Published BERT = new Published(30_522, Optional.empty(), new Padding.Id(0));

  private static final Map<String, Published> PUBLISHED =
      Map.of(
          "google/siglip-base-patch16-224",
          new Published(32_000, Optional.of(1L), new Padding.Id(1)),
          "openai/clip-vit-base-patch32",
          CLIP,
          "openai/clip-vit-base-patch16",
          CLIP,
          "openai/clip-vit-large-patch14",
          CLIP,
          "gpt2",
          GPT2,
          "openai-community/gpt2",
          GPT2,
          "bert-base-uncased",
          BERT,
          "google-bert/bert-base-uncased",
          BERT);

  /** The same where no end is put behind texts. */
  private Vocabulary endless() {
    return PUBLISHED.containsKey(name)
        ? this
        : new Vocabulary(name, size, Optional.empty(), padding);
  }

  /** The vocabulary of a tokenizer, tokens that it adds included; empty where it is not known. */
  static Optional<Vocabulary> of(BoundBlock tokenizer, CheckContext context) {
    Optional<Long> own = context.wholeNamed(tokenizer, "vocabulary");
    String target = tokenizer.schema().simpleName();
    if (own.isPresent()) {
      Padding padding =
          context
              .whole(tokenizer, "pad_token")
              .<Padding>map(Padding.Id::new)
              .orElseGet(Padding.Unknown::new);
      return Optional.of(new Vocabulary(target, own.get(), CLIP.end(), padding));
    }
    Optional<String> name =
        tokenizer.schema().parameter("tokenizer_name").isPresent()
            ? Values.text(context.value(tokenizer, "tokenizer_name"))
            : Optional.empty();
    long added = context.wholeNamed(tokenizer, "added").orElse(0L);
    Value wanted =
        tokenizer.schema().parameter("pad_token").isPresent()
            ? context.value(tokenizer, "pad_token")
            : new Value.Null();
    return name.flatMap(found ->
        Optional.ofNullable(PUBLISHED.get(found))
            .map(kind ->
                new Vocabulary(found, kind.size() + added, kind.end(), padding(kind, wanted)))
            .or(() -> TokenizerJson.of(found).map(json -> local(found, json, wanted, added)))
            .map(known -> context.isOn(tokenizer, "add_eos_token") ? known : known.endless()));
  }

  /** What a file says, and the token that is added to fill texts up. */
  private static Vocabulary local(String name, TokenizerJson json, Value wanted, long added) {
    Padding padding =
        switch (wanted) {
          case Value.Null none -> padding(json.special("pad_token").flatMap(json::id));
          case Value.Text(String text) ->
              new Padding.Id(json.special(text).flatMap(json::id).orElseGet(() -> json.add(text)));
          default -> new Padding.Unknown();
        };
    return new Vocabulary(name, json.size() + added, json.end(), padding);
  }

  private static Padding padding(Optional<Long> id) {
    return id.<Padding>map(Padding.Id::new).orElseGet(Padding.None::new);
  }

  /** A token that is named by what it is for, or a new one behind all others. */
  private static Padding padding(Published kind, Value wanted) {
    return switch (wanted) {
      case Value.Null none -> kind.padding();
      case Value.Text(String text) when text.equals("eos_token") ->
          kind.end().<Padding>map(Padding.Id::new).orElseGet(Padding.Unknown::new);
      default -> new Padding.Unknown();
    };
  }
}
