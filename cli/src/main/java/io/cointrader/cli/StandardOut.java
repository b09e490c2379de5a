package io.cointrader.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Standard output that remembers why a write failed; a reader who has gone is no failure. */
final class StandardOut extends FilterOutputStream {

  private @Nullable IOException failure;

  StandardOut(OutputStream out) {
    super(out);
  }

  /** Why something could not be written, if so. */
  Optional<String> failure() {
    return Optional.ofNullable(failure)
        .map(failed -> String.valueOf(failed.getMessage()))
        .filter(why -> !why.toLowerCase(Locale.ROOT).contains("broken pipe"));
  }

  @Override
  public void write(int one) throws IOException {
    write(new byte[] {(byte) one}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    try {
      out.write(bytes, from, length);
    } catch (IOException failed) {
      failure = failure == null ? failed : failure;
      throw failed;
    }
  }

  @Override
  public void flush() throws IOException {
    try {
      out.flush();
    } catch (IOException failed) {
      failure = failure == null ? failed : failure;
      throw failed;
    }
  }
}
