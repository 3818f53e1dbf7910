// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.explain;

import static io.l3m.compiler.explain.ValueSchemas.anyOf;
import static io.l3m.compiler.explain.ValueSchemas.array;
import static io.l3m.compiler.explain.ValueSchemas.constant;
import static io.l3m.compiler.explain.ValueSchemas.flag;
import static io.l3m.compiler.explain.ValueSchemas.ref;
import static io.l3m.compiler.explain.ValueSchemas.typed;
import static java.util.stream.Collectors.joining;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.l3m.compiler.explain.ValueSchemas.Position;
import io.l3m.compiler.schema.BlockCatalog;
import io.l3m.compiler.schema.BlockSchema;
import io.l3m.compiler.schema.Expr;
import io.l3m.compiler.schema.Member;
import io.l3m.compiler.schema.Parameter;
import io.l3m.compiler.schema.SectionSchema;
import io.l3m.compiler.schema.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A JSON Schema of configs, for completion and hints in editors. It is written in draft 7, which
 * the editors' YAML support knows best.
 *
 * <p>It judges one file alone, so it asks for less than a check: what the defaults may supply is
 * not required, and a reference may stand for any value.
 */
public final class ConfigSchema {

  private static final String DEFINITIONS = "definitions";
  private static final String TARGET = "_target_";
  private static final String PARTIAL = "_partial_";
  private static final String ARGUMENTS = "_args_";

  private final BlockCatalog catalog;
  private final Set<String> handedOver;
  private final JsonObject definitions = new JsonObject();

  private ConfigSchema(BlockCatalog catalog) {
    this.catalog = catalog;
    this.handedOver = handedOver(catalog);
  }

  /** The schema as JSON, a line for each definition, so that its changes can be read. */
  public static String text(BlockCatalog catalog) {
    Gson json = new GsonBuilder().disableHtmlEscaping().create();
    JsonObject schema = new ConfigSchema(catalog).schema();
    String definitions = lines((JsonObject) schema.remove(DEFINITIONS), "    ", json);
    schema.add(DEFINITIONS, new JsonObject());
    String whole = "{\n" + lines(schema, "  ", json) + "\n}\n";
    return whole.replace(
        "\"" + DEFINITIONS + "\": {}", "\"" + DEFINITIONS + "\": {\n" + definitions + "\n  }");
  }

  private static String lines(JsonObject object, String indent, Gson json) {
    return object.entrySet().stream()
        .map(entry -> indent + json.toJson(entry.getKey()) + ": " + json.toJson(entry.getValue()))
        .collect(joining(",\n"));
  }

  private JsonObject schema() {
    addWordings();
    catalog.sections().stream()
        .filter(section -> !section.path().isEmpty())
        .forEach(section -> definitions.add("section." + section.path(), section(section)));
    roles().forEach(this::addRole);
    catalog.all().stream()
        .filter(schema -> schema.refused().isEmpty())
        .forEach(schema -> definitions.add("block." + schema.target(), block(schema)));
    JsonObject root = new JsonObject();
    root.addProperty("$schema", "http://json-schema.org/draft-07/schema#");
    root.addProperty("title", "l3m experiment");
    catalog.section("").ifPresent(section -> section(section).asMap().forEach(root::add));
    root.add(DEFINITIONS, definitions);
    return root;
  }

  /** Ways to write a value that JSON does not have. */
  private void addWordings() {
    JsonObject reference = typed("string");
    reference.addProperty("pattern", "\\$\\{|^\\?\\?\\?$");
    reference.addProperty(
        "description", "A reference to another value, or `???` for one that is still to be given.");
    definitions.add("reference", reference);
    JsonObject digits = typed("string");
    digits.addProperty("pattern", "^[-+]?[0-9][0-9.]*_[0-9_]*(\\.[0-9_]*)?([eE][-+]?[0-9]+)?$");
    definitions.add("groupedDigits", digits);
    JsonObject words = typed("string");
    words.addProperty("pattern", "^(yes|Yes|YES|no|No|NO|on|On|ON|off|Off|OFF)$");
    JsonObject bits = typed("integer");
    bits.addProperty("minimum", 0);
    bits.addProperty("maximum", 1);
    definitions.add("otherBoolean", anyOf(List.of(words, bits)));
    JsonObject text = new JsonObject();
    text.add("type", array(List.of(new JsonPrimitive("string"), new JsonPrimitive("number"))));
    definitions.add("text", text);
  }

  // ---- sections

  private JsonObject section(SectionSchema section) {
    JsonObject schema = typed("object");
    if (!section.doc().isEmpty()) {
      schema.addProperty("description", BlockReference.sentence(section.doc()));
    }
    JsonObject properties = new JsonObject();
    for (Parameter key : section.keys()) {
      boolean nullable = key.nullable() || key.required();
      JsonObject value = value(key, nullable, Position.MERGED);
      properties.add(key.name(), described(value, key));
    }
    inner(section.path())
        .forEach(path -> {
          JsonObject value =
              anyOf(List.of(ref("section." + path), typed("null"), ref("reference")));
          catalog
              .section(path)
              .map(SectionSchema::doc)
              .filter(doc -> !doc.isEmpty())
              .ifPresent(doc -> value.addProperty("description", BlockReference.sentence(doc)));
          properties.add(path.substring(path.lastIndexOf('.') + 1), value);
        });
    schema.add("properties", properties);
    schema.addProperty("additionalProperties", section.open());
    return schema;
  }

  private List<String> inner(String owner) {
    return catalog.sections().stream()
        .map(SectionSchema::path)
        .filter(path -> !path.isEmpty())
        .filter(path -> path.substring(0, Math.max(0, path.lastIndexOf('.'))).equals(owner))
        .toList();
  }

  // ---- blocks

  /** Roles that a position asks for; a role that no position has is of no use here. */
  private Set<String> roles() {
    Set<String> roles = new TreeSet<>();
    Stream<Parameter> parameters =
        Stream.concat(
            catalog.all().stream().flatMap(schema -> schema.parameters().stream()),
            catalog.sections().stream().flatMap(section -> section.keys().stream()));
    parameters.forEach(parameter -> addRoles(parameter.type(), roles));
    return roles;
  }

  private static void addRoles(ValueType type, Set<String> roles) {
    switch (type) {
      case ValueType.InstanceType(String role) -> roles.add(role);
      case ValueType.FactoryType(String role) -> roles.add(role);
      case ValueType.ListType list -> addRoles(list.element(), roles);
      case ValueType.MapType(ValueType value) -> addRoles(value, roles);
      case ValueType.UnionType(List<ValueType> types) -> types.forEach(one -> addRoles(one, roles));
      case ValueType.IntType none -> {}
      case ValueType.FloatType none -> {}
      case ValueType.BoolType none -> {}
      case ValueType.TextType none -> {}
      case ValueType.PathType none -> {}
      case ValueType.KeyType none -> {}
      case ValueType.PatternType none -> {}
      case ValueType.ChoiceType none -> {}
      case ValueType.AnyType none -> {}
    }
  }

  /** The blocks of a role: which targets there are, and what follows from each. */
  private void addRole(String role) {
    List<JsonObject> targets = new ArrayList<>();
    List<JsonObject> consequences = new ArrayList<>();
    for (BlockSchema schema : catalog.all()) {
      boolean fits =
          role.equals("any") || schema.roles().contains(role) || schema.roles().contains("any");
      if (fits && schema.refused().isEmpty()) {
        targets.addAll(targets(schema));
        consequences.add(consequence(schema));
      }
    }
    targets.add(ref("reference"));
    JsonObject properties = new JsonObject();
    properties.add(TARGET, anyOf(targets));
    JsonObject schema = typed("object");
    schema.add("properties", properties);
    if (!consequences.isEmpty()) {
      schema.add("allOf", array(consequences));
    }
    definitions.add("role." + role, schema);
    definitions.add("instance." + role, built(role, false, List.of(TARGET)));
    definitions.add("factory." + role, built(role, true, List.of(TARGET, PARTIAL)));
  }

  private static List<JsonObject> targets(BlockSchema schema) {
    return names(schema)
        .map(name -> {
          JsonObject target = constant(name);
          if (!schema.doc().isEmpty()) {
            target.addProperty("description", BlockReference.sentence(schema.doc()));
          }
          return target;
        })
        .toList();
  }

  private static JsonObject consequence(BlockSchema schema) {
    JsonObject named = new JsonObject();
    named.add("enum", array(names(schema).map(JsonPrimitive::new).toList()));
    JsonObject properties = new JsonObject();
    properties.add(TARGET, named);
    JsonObject condition = new JsonObject();
    condition.add("properties", properties);
    condition.add("required", strings(List.of(TARGET)));
    JsonObject rule = new JsonObject();
    rule.add("if", condition);
    rule.add("then", ref("block." + schema.target()));
    return rule;
  }

  private static Stream<String> names(BlockSchema schema) {
    return Stream.concat(Stream.of(schema.target()), schema.aliases().stream());
  }

  private static JsonObject built(String role, boolean partial, List<String> required) {
    JsonObject properties = new JsonObject();
    properties.add(PARTIAL, flag(partial));
    JsonObject more = new JsonObject();
    more.add("required", strings(required));
    more.add("properties", properties);
    JsonObject schema = new JsonObject();
    schema.add("allOf", array(List.of(ref("role." + role), more)));
    return schema;
  }

  private JsonObject block(BlockSchema block) {
    JsonObject schema = typed("object");
    if (!block.doc().isEmpty()) {
      schema.addProperty("description", BlockReference.sentence(block.doc()));
    }
    JsonObject properties = new JsonObject();
    properties.add(TARGET, new JsonObject());
    addSpecial(properties);
    for (Parameter parameter : block.parameters()) {
      JsonObject value = value(parameter, parameter.nullable(), Position.WHOLE);
      properties.add(parameter.name(), described(value, parameter));
    }
    schema.add("properties", properties);
    schema.addProperty("additionalProperties", false);
    List<String> required =
        block.parameters().stream().filter(Parameter::required).map(Parameter::name).toList();
    if (!required.isEmpty()) {
      JsonObject complete = new JsonObject();
      complete.add("required", strings(required));
      schema.add("if", isBuiltByName());
      schema.add("then", complete);
    }
    return schema;
  }

  private static void addSpecial(JsonObject properties) {
    JsonObject partial = anyOf(List.of(typed("boolean"), ref("otherBoolean"), ref("reference")));
    partial.addProperty("description", "Leave the block to be built by its owner.");
    properties.add(PARTIAL, partial);
    JsonObject arguments = anyOf(List.of(typed("array"), ref("reference")));
    arguments.addProperty("description", "The first parameters, in their order.");
    properties.add(ARGUMENTS, arguments);
    properties.add("_recursive_", new JsonObject());
    properties.add("_convert_", new JsonObject());
  }

  /** A factory gets parameters from its owner, and others may stand in a list. */
  private static JsonObject isBuiltByName() {
    JsonObject properties = new JsonObject();
    properties.add(PARTIAL, flag(false));
    JsonObject byPosition = new JsonObject();
    byPosition.add("required", strings(List.of(ARGUMENTS)));
    JsonObject condition = new JsonObject();
    condition.add("properties", properties);
    condition.add("not", byPosition);
    return condition;
  }

  /**
   * What is never used may be anything. What owners hand to their factories need be no block: a
   * name that only reads like one is overridden.
   */
  private JsonObject value(Parameter parameter, boolean nullable, Position position) {
    if (parameter.ignored().isPresent()) {
      return new JsonObject();
    }
    JsonObject value = ValueSchemas.of(parameter.type(), nullable, position);
    boolean block =
        parameter.type() instanceof ValueType.InstanceType
            || parameter.type() instanceof ValueType.FactoryType;
    if (block && handedOver.contains(parameter.name())) {
      value.getAsJsonArray("anyOf").add(typed("string"));
    }
    return value;
  }

  /** The parameters that some owner gives to the factory that it holds. */
  private static Set<String> handedOver(BlockCatalog catalog) {
    Set<String> names = new TreeSet<>();
    catalog.all().forEach(schema -> addHandedOver(schema.members(), names));
    return names;
  }

  private static void addHandedOver(List<Member> members, Set<String> names) {
    for (Member member : members) {
      switch (member) {
        case Member.Repeat repeat -> addHandedOver(repeat.members(), names);
        case Member.Child child -> addHandedOver(child.source(), names);
        case Member.Tensor tensor -> {}
      }
    }
  }

  private static void addHandedOver(Member.Source source, Set<String> names) {
    List<Expr.Argument> arguments =
        switch (source) {
          case Member.Source.Built built -> built.arguments();
          case Member.Source.Computed computed -> computed.arguments();
          case Member.Source.ByTarget own -> List.of();
          case Member.Source.Instance instance -> List.of();
          case Member.Source.Each each -> List.of();
        };
    arguments.forEach(argument -> argument.name().ifPresent(names::add));
  }

  // ---- hints

  /** What an editor shows beside a key. */
  private static JsonObject described(JsonObject value, Parameter parameter) {
    String doc = BlockReference.meaning(parameter);
    String fallback = parameter.defaultValue().map(ConfigSchema::fallback).orElse("Required.");
    String type = "`" + Notation.of(parameter) + "`. ";
    value.addProperty("description", ((doc.isEmpty() ? "" : doc + " ") + type + fallback).strip());
    return value;
  }

  private static String fallback(Expr value) {
    return "Default: `" + Notation.of(value) + "`.";
  }

  private static JsonArray strings(List<String> words) {
    return array(words.stream().map(JsonPrimitive::new).toList());
  }
}
