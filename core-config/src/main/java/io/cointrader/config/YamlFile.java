package io.cointrader.config;

import io.cointrader.config.Written.Kind;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * Reads one YAML document into dotted keys with their places, groups before what they hold. Refused
 * with the place, and reading goes on: repeated keys, anchors, aliases, merge keys, tags, keys that
 * are no text, deep nesting, a second document. Where the text stops being YAML, reading ends.
 */
final class YamlFile {

  private static final int MAX_DEPTH = 20;
  private static final int END_OF_READING = 50;
  private static final Pattern NULL = Pattern.compile("|~|null|Null|NULL");

  private final String source;
  private final Iterator<Event> events;
  private final List<Written> written = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();
  private int open;

  private YamlFile(String source, Iterator<Event> events) {
    this.source = source;
    this.events = events;
  }

  static YamlFile parse(String source, String content) {
    String text = content.startsWith("\uFEFF") ? content.substring(1) : content;
    int whole = text.length() + 2; // the reader fails on a character that its buffer cuts in two
    LoadSettings settings = LoadSettings.builder().setLabel(source).setBufferSize(whole).build();
    YamlFile file =
        new YamlFile(source, new ParserImpl(settings, new StreamReader(settings, text)));
    try {
      file.stream();
    } catch (TooDeep nested) {
      file.problem(nested.at, "too_deep", "", "is nested too deep", "write at most 20 levels");
    } catch (MarkedYamlEngineException notYaml) {
      file.notYaml(file.place(notYaml.getProblemMark()), notYaml.getProblem());
    } catch (YamlEngineException notText) {
      file.notYaml(Place.of(source), "holds characters that YAML does not allow");
    }
    return file;
  }

  /** Everything that has a key, in the order of the document. */
  List<Written> written() {
    return written;
  }

  List<Problem> problems() {
    return problems;
  }

  /** The next event; brackets in brackets are read to a bound only, as each costs more. */
  private Event next() {
    Event event = events.next();
    if (event instanceof CollectionStartEvent) {
      open++;
      if (open > END_OF_READING) {
        throw new TooDeep(place(event));
      }
    } else if (event.getEventId() == Event.ID.MappingEnd
        || event.getEventId() == Event.ID.SequenceEnd) {
      open--;
    }
    return event;
  }

  private static final class TooDeep extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final transient Place at;

    TooDeep(Place at) {
      this.at = at;
    }
  }

  private void stream() {
    boolean document = false;
    while (events.hasNext()) {
      Event event = next();
      switch (event.getEventId()) {
        case DocumentStart -> {
          if (document) {
            problem(
                place(event),
                "several_documents",
                "",
                "a second document begins here",
                "keep one document in the file");
            return;
          }
          document = true;
        }
        case MappingStart -> {
          refuseDecoration(event, "");
          map("", 1);
        }
        case Scalar, SequenceStart, Alias -> {
          if (!isNull(event)) {
            problem(place(event), "not_a_map", "", "this is no map of keys", "write key: value");
          }
          skip(event);
        }
        default -> {}
      }
    }
  }

  private void map(String prefix, int depth) {
    SortedMap<String, Place> seen = new TreeMap<>();
    for (Event event = next(); event.getEventId() != Event.ID.MappingEnd; event = next()) {
      Place at = place(event);
      if (!(event instanceof ScalarEvent key) || key.getValue().isBlank()) {
        problem(at, "not_a_key", prefix, "a key must be a plain text", "write key: value");
        skip(event);
        skip(next());
        continue;
      }
      String full = prefix + key.getValue();
      refuseDecoration(key, full);
      Place first = seen.putIfAbsent(key.getValue(), at);
      Event value = next();
      if (key.getValue().equals("<<")) {
        problem(at, "reference", full, "merges another map", "write the keys out");
        skip(value);
      } else if (first != null) {
        problem(
            at,
            "duplicate_key",
            full,
            "is written twice, first in line " + first.line(),
            "keep one of the two");
        skip(value);
      } else {
        value(full, at, value, depth);
      }
    }
  }

  private void value(String key, Place keyAt, Event value, int depth) {
    Place at = place(value);
    refuseDecoration(value, key);
    if (value instanceof MappingStartEvent) {
      if (depth == MAX_DEPTH) {
        problem(at, "too_deep", key, "is nested too deep", "write at most 20 levels");
        skip(value);
        return;
      }
      written.add(new Written(key, key, "", Kind.GROUP, keyAt, at));
      map(key + ".", depth + 1);
    } else if (value instanceof ScalarEvent scalar) {
      Kind kind = isNull(scalar) || scalar.getValue().isEmpty() ? Kind.NOTHING : Kind.VALUE;
      written.add(new Written(key, key, scalar.getValue(), kind, keyAt, at));
    } else if (value instanceof CollectionStartEvent) {
      list(key, keyAt, at);
    }
  }

  private void list(String key, Place keyAt, Place valueAt) {
    List<String> items = new ArrayList<>();
    Kind kind = Kind.LIST;
    for (Event event = next(); event.getEventId() != Event.ID.SequenceEnd; event = next()) {
      refuseDecoration(event, key);
      if (event instanceof ScalarEvent item) {
        if (isNull(item) || item.getValue().isBlank()) {
          problem(
              place(item),
              "no_value",
              key,
              "has an item without value",
              "write the item, or leave it out");
        } else {
          items.add(item.getValue().replace(",", "\\,"));
        }
      } else if (event instanceof CollectionStartEvent) {
        kind = Kind.LIST_OF_GROUPS;
        items.add(group(key, event).replace(",", "\\,"));
      }
    }
    written.add(new Written(key, key, String.join(",", items), kind, keyAt, valueAt));
  }

  /** A group in a list as one text, {@code #key=value#key=value}; its values must be plain. */
  private String group(String key, Event begun) {
    if (!(begun instanceof MappingStartEvent)) {
      skip(begun);
      return ""; // a list in a list, which no setting takes
    }
    int before = written.size();
    map(key + ".", MAX_DEPTH);
    List<Written> inside = written.subList(before, written.size());
    StringBuilder text = new StringBuilder();
    for (Written one : inside) {
      text.append('#').append(one.key().substring(key.length() + 1)).append('=').append(one.text());
    }
    inside.clear();
    return text.toString();
  }

  /** Anchors, aliases and tags: what a reader of the file cannot see at the place of the value. */
  private void refuseDecoration(Event event, String key) {
    if (event instanceof AliasEvent
        || event instanceof NodeEvent node && node.getAnchor().isPresent()) {
      problem(place(event), "reference", key, "uses an anchor or alias", "write the value out");
    }
    Optional<String> tag =
        event instanceof ScalarEvent scalar
            ? scalar.getTag()
            : event instanceof CollectionStartEvent start ? start.getTag() : Optional.empty();
    if (tag.isPresent()) {
      problem(place(event), "tag", key, "has a tag", "leave out what begins with !");
    }
  }

  private static boolean isNull(Event event) {
    return event instanceof ScalarEvent scalar
        && scalar.isPlain()
        && NULL.matcher(scalar.getValue()).matches();
  }

  /** Passes over the rest of what has begun. */
  private void skip(Event begun) {
    int open = begun instanceof CollectionStartEvent ? 1 : 0;
    while (open > 0) {
      Event event = next();
      if (event instanceof CollectionStartEvent) {
        open++;
      } else if (event.getEventId() == Event.ID.MappingEnd
          || event.getEventId() == Event.ID.SequenceEnd) {
        open--;
      }
    }
  }

  private void notYaml(Place at, String why) {
    boolean tab = why.contains("\\t");
    problem(
        at,
        tab ? "tab" : "not_yaml",
        "",
        tab ? "a tab indents here" : "this is no YAML: " + why,
        tab ? "indent with spaces" : "mind indentation, quotes and brackets");
  }

  private Place place(Event event) {
    return place(event.getStartMark());
  }

  private Place place(Optional<Mark> mark) {
    return mark.map(at -> new Place(source, at.getLine() + 1, at.getColumn() + 1))
        .orElse(Place.of(source));
  }

  private void problem(Place at, String code, String key, String rule, String fix) {
    problems.add(Problem.at(at, code, key, "", rule, fix));
  }
}
