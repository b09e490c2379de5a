package io.cointrader.history.imports;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The innermost arrays and objects of a JSON text as rows: an array's cells have no names, those of
 * objects have the names of the first.
 */
final class JsonRows implements Rows {

  /** An array or object that is being read. */
  private static final class Frame {
    private final boolean object;
    private final List<String> names = new ArrayList<>();
    private final List<String> cells = new ArrayList<>();
    private boolean holdsMore;

    Frame(boolean object) {
      this.object = object;
    }
  }

  private final JsonParser parser;
  private final Deque<Frame> open = new ArrayDeque<>();
  private List<String> header = List.of();
  private String name = "";
  private String market = "";

  JsonRows(InputStream in) {
    parser = new JsonFactory().createParser(ObjectReadContext.empty(), in);
  }

  @Override
  public @Nullable List<String> next() throws IOException {
    try {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.START_ARRAY || token == JsonToken.START_OBJECT) {
          Frame outer = open.peek();
          if (outer != null) {
            outer.holdsMore = true;
          }
          open.push(new Frame(token == JsonToken.START_OBJECT));
        } else if (token == JsonToken.END_ARRAY || token == JsonToken.END_OBJECT) {
          Frame done = open.pop();
          if (!done.holdsMore && !done.cells.isEmpty()) {
            return row(done);
          }
        } else if (token == JsonToken.PROPERTY_NAME) {
          name = String.valueOf(parser.getString());
        } else {
          scalar(token == JsonToken.VALUE_NULL ? "" : String.valueOf(parser.getString()));
        }
      }
      return null;
    } catch (JacksonException damaged) {
      throw new IOException("the JSON breaks off or is damaged", damaged);
    }
  }

  private void scalar(String text) {
    Frame frame = open.peek();
    if (frame == null) {
      return;
    }
    if (frame.object) {
      frame.names.add(name);
      if (open.size() == 1 && (name.equals("name") || name.equals("symbol"))) {
        market = text;
      }
    }
    frame.cells.add(text);
  }

  /** The cells in the order of the first row's names. */
  private List<String> row(Frame frame) {
    if (!frame.object) {
      return frame.cells;
    }
    if (header.isEmpty()) {
      header = List.copyOf(frame.names);
    }
    if (frame.names.equals(header)) {
      return frame.cells;
    }
    List<String> ordered = new ArrayList<>(header.size());
    for (String wanted : header) {
      int at = frame.names.indexOf(wanted);
      ordered.add(at < 0 ? "" : frame.cells.get(at));
    }
    return ordered;
  }

  @Override
  public List<String> header() {
    return header;
  }

  @Override
  public long line() {
    return parser.currentTokenLocation().getLineNr();
  }

  @Override
  public String market() {
    return market;
  }
}
