package io.cointrader.config;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLParser;

/**
 * Reads one YAML document into dotted keys with their places. Refused with the place: repeated
 * keys, anchors, aliases, {@code ~}, more than one document, lists of anything but plain values.
 */
final class YamlFile {

  private final String source;
  private final List<Written> values = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();

  private YamlFile(String source) {
    this.source = source;
  }

  static YamlFile parse(String source, String content) {
    YamlFile file = new YamlFile(source);
    YAMLFactory yaml =
        YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
    try (JsonParser parser = yaml.createParser(ObjectReadContext.empty(), content)) {
      JsonToken first = parser.nextToken();
      if (first == JsonToken.START_OBJECT) {
        file.map((YAMLParser) parser, "");
        if (parser.nextToken() != null) {
          file.problem(
              parser,
              "several_documents",
              "",
              "is a second document",
              "keep one document in the file");
        }
      } else if (first != null && first != JsonToken.VALUE_NULL) {
        file.problem(
            parser, "not_a_map", "", "a configuration is a map of keys", "write key: value");
      }
    } catch (JacksonException notYaml) {
      TokenStreamLocation at = notYaml.getLocation();
      String why = notYaml.getOriginalMessage().lines().findFirst().orElse("not YAML");
      boolean twice = why.startsWith("Duplicate");
      file.problems.add(
          new Problem(
              twice ? "duplicate_key" : "not_yaml",
              "",
              "",
              source,
              at == null ? 0 : at.getLineNr(),
              at == null ? 0 : at.getColumnNr(),
              why,
              why,
              twice ? "keep one of the two" : "mind indentation, and use spaces, not tabs"));
    }
    return file;
  }

  List<Written> values() {
    return values;
  }

  List<Problem> problems() {
    return problems;
  }

  private void map(YAMLParser parser, String prefix) {
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = prefix + parser.currentName();
      TokenStreamLocation place = parser.currentTokenLocation();
      parser.nextToken();
      refuseReferences(parser, key);
      if (parser.currentToken() == JsonToken.START_OBJECT) {
        map(parser, key + ".");
      } else if (parser.currentToken() == JsonToken.START_ARRAY) {
        list(parser, key, place);
      } else {
        scalar(parser, key, place);
      }
    }
  }

  private void refuseReferences(YAMLParser parser, String key) {
    if (parser.isCurrentAlias() || parser.getObjectId() != null) {
      problem(parser, "reference", key, "uses an anchor or alias", "write the value out");
    }
  }

  private void list(YAMLParser parser, String key, TokenStreamLocation place) {
    List<String> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      refuseReferences(parser, key);
      if (parser.currentToken().isStructStart()) {
        problem(
            parser,
            "not_a_value",
            key,
            "holds a list of more than plain values",
            "write a list of plain values");
        parser.skipChildren();
      } else {
        items.add(parser.getString());
      }
    }
    values.add(
        new Written(
            key, key, String.join(",", items), source, place.getLineNr(), place.getColumnNr()));
  }

  private void scalar(YAMLParser parser, String key, TokenStreamLocation place) {
    String text = parser.currentToken() == JsonToken.VALUE_NULL ? "" : parser.getString();
    if (text.isEmpty() || text.equals("~")) {
      problem(parser, "no_value", key, "has no value", "write a value, or leave the key out");
      return;
    }
    values.add(new Written(key, key, text, source, place.getLineNr(), place.getColumnNr()));
  }

  private void problem(JsonParser parser, String code, String key, String rule, String fix) {
    TokenStreamLocation at = parser.currentTokenLocation();
    problems.add(
        new Problem(
            code,
            key,
            "",
            source,
            at.getLineNr(),
            at.getColumnNr(),
            rule,
            (key + " " + rule).strip(),
            fix));
  }
}
