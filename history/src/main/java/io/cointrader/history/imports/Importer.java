package io.cointrader.history.imports;

import io.cointrader.history.CandleStore;
import io.cointrader.models.feed.CandleTable;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

/**
 * Imports candle and trade files of exchanges and vendors: CSV and JSON, plain, gzipped or zipped,
 * recognised by what is in them. A file is checked whole before any of it is stored.
 */
public final class Importer {

  private static final long LARGEST = 16L << 30; // unpacked, so that a zip bomb ends

  private Importer() {}

  /**
   * Reads a file and writes its candles.
   *
   * @param replace whether candles that are stored give way to others of the same time
   * @return a report for each file in it, which is one unless it is a zip of several
   * @throws Refused when it gives no candles; those of a zip that were read before are stored
   * @throws io.cointrader.history.HistoryException when the store cannot be written
   */
  public static List<FileReport> take(
      CandleStore store, Path file, ImportOptions options, boolean replace) {
    List<FileReport> reports = new ArrayList<>();
    read(
        file,
        options,
        (report, table) ->
            reports.add(
                report.written(store.write(report.symbol(), report.timeframe(), table, replace))));
    return reports;
  }

  /**
   * Reads a file without writing anything.
   *
   * @throws Refused when it gives no candles
   */
  public static void read(
      Path file, ImportOptions options, BiConsumer<FileReport, CandleTable> taken) {
    String shown = file.toString();
    Path last = file.getFileName();
    String name = last == null ? shown : last.toString();
    if (!Files.isRegularFile(file)) {
      throw new Refused(
          shown,
          Files.isDirectory(file) ? "is a directory" : "there is no such file",
          Files.isDirectory(file) ? "name its files" : "name a file that is there");
    }
    try (BufferedInputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      in.mark(4);
      byte[] magic = in.readNBytes(2);
      in.reset();
      if (magic.length == 2 && magic[0] == 'P' && magic[1] == 'K') {
        zip(shown, name, in, options, taken);
      } else {
        boolean zipped = magic.length == 2 && magic[0] == 0x1f && magic[1] == (byte) 0x8b;
        InputStream text = zipped ? new GZIPInputStream(in, 1 << 16) : in;
        one(shown, name, new Bounded(text), options, taken);
      }
    } catch (OutOfMemoryError tooLarge) {
      throw new Refused(
          shown,
          "does not fit into memory",
          "split it, or give java more (COINTRADER_JAVA_OPTS=-Xmx8g)");
    } catch (EOFException cut) {
      throw new Refused(shown, "ends too early", "download the file again");
    } catch (ZipException | CharacterCodingException damaged) {
      throw new Refused(
          shown, "is damaged (" + damaged.getMessage() + ")", "download the file again");
    } catch (IOException failed) {
      throw new Refused(
          shown, "cannot be read (" + failed.getMessage() + ")", "download the file again");
    }
  }

  private static void zip(
      String shown,
      String name,
      InputStream in,
      ImportOptions options,
      BiConsumer<FileReport, CandleTable> taken)
      throws IOException {
    int files = 0;
    try (ZipInputStream zip = new ZipInputStream(in)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (!entry.isDirectory()) {
          files++;
          String inside = entry.getName();
          one(
              shown + "!" + inside,
              inside + " " + name,
              new Bounded(new Unclosed(zip)),
              options,
              taken);
        }
      }
    }
    if (files == 0) {
      throw new Refused(shown, "is an empty zip", "download the file again");
    }
  }

  private static void one(
      String shown,
      String name,
      InputStream in,
      ImportOptions options,
      BiConsumer<FileReport, CandleTable> taken)
      throws IOException {
    CandleReader.Candles read = new CandleReader(shown, name, options).read(in);
    taken.accept(read.report(), read.table());
  }

  /** A stream that whoever reads it does not end. */
  private static final class Unclosed extends FilterInputStream {
    Unclosed(InputStream in) {
      super(in);
    }

    @Override
    public void close() {}
  }

  /** A stream that ends with an error when it is longer than anything meant. */
  private static final class Bounded extends FilterInputStream {
    private long left = LARGEST;

    Bounded(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int read = super.read();
      counted(read < 0 ? 0 : 1);
      return read;
    }

    @Override
    public int read(byte[] buffer, int from, int length) throws IOException {
      int read = super.read(buffer, from, length);
      counted(Math.max(read, 0));
      return read;
    }

    private void counted(int bytes) throws IOException {
      left -= bytes;
      if (left < 0) {
        throw new IOException("it is longer than 16 GiB unpacked");
      }
    }
  }
}
