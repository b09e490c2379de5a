package io.cointrader.engine;

import io.cointrader.models.input.OperatorCommand;
import io.cointrader.models.market.Symbol;
import io.cointrader.models.number.Price;
import io.cointrader.models.state.BotSnapshot;
import io.cointrader.persistence.codec.CodecException;
import io.cointrader.persistence.codec.ModelCodec;
import io.cointrader.persistence.directory.StreamDirectory;
import io.cointrader.persistence.storage.StorageException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ThreadFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The operator's channel: a Unix-domain socket for the owner only, one JSON command a line, one
 * JSON answer a line. The path stands in the stream's identity.
 */
public final class ControlSocket implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ControlSocket.class);
  private static final int MAX_LINE = 4096;

  private final Engine engine;
  private final ServerSocketChannel server;
  private final Path path;
  private final StreamDirectory directory;

  private ControlSocket(
      Engine engine, ServerSocketChannel server, Path path, StreamDirectory directory) {
    this.engine = engine;
    this.server = server;
    this.path = path;
    this.directory = directory;
  }

  /**
   * What a client says.
   *
   * @param id chosen by the client; the same id is carried out once
   * @param command {@code status}, {@code pause}, {@code resume}, {@code kill} or {@code stop}
   */
  public record Request(String id, String command) {}

  /** What it is answered. */
  public record Answer(
      String id, boolean done, boolean durable, String text, Optional<Status> status) {}

  /** Where a running engine stands. */
  public record Status(
      String phase,
      String stream,
      Instant marketTime,
      SortedMap<Symbol, Price> marks,
      BotSnapshot state) {}

  static ControlSocket open(Engine engine, StreamDirectory directory, ThreadFactory threads) {
    Path path = path(directory.storage().root());
    try {
      Path folder = path.getParent();
      if (folder == null) {
        throw new IOException("no folder for " + path);
      }
      if (!Files.isDirectory(folder)) {
        Files.createDirectories(
            folder,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      }
      Files.deleteIfExists(path);
      ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      server.bind(UnixDomainSocketAddress.of(path));
      ControlSocket socket = new ControlSocket(engine, server, path, directory);
      directory.listening(Optional.of(path.toString()));
      threads.newThread(socket::serve).start();
      return socket;
    } catch (IOException failed) {
      throw new StorageException("listen at", path.toString(), failed);
    }
  }

  private static Path path(String stream) {
    String runtime = System.getenv("XDG_RUNTIME_DIR");
    String user = System.getProperty("user.name", "user");
    Path folder =
        runtime != null && !runtime.isEmpty() && runtime.length() < 60
            ? Path.of(runtime, "cointrader")
            : Path.of(System.getProperty("java.io.tmpdir", "/tmp"), "cointrader-" + user);
    return folder.resolve(hash(stream) + ".sock");
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, 12);
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every Java has SHA-256", missing);
    }
  }

  private void serve() {
    while (server.isOpen()) {
      try (SocketChannel client = server.accept()) {
        talk(client);
      } catch (IOException closed) {
        if (server.isOpen()) {
          LOG.warn("control socket: {}", closed.toString());
        }
      }
    }
  }

  private void talk(SocketChannel client) throws IOException {
    BufferedReader in =
        new BufferedReader(
            new InputStreamReader(Channels.newInputStream(client), StandardCharsets.UTF_8),
            MAX_LINE);
    OutputStream out = Channels.newOutputStream(client);
    for (String line = in.readLine();
        line != null && line.length() <= MAX_LINE;
        line = in.readLine()) {
      byte[] answer = ModelCodec.get().encode(Answer.class, answer(line));
      out.write(answer);
      out.write('\n');
      out.flush();
    }
  }

  private Answer answer(String line) {
    Request request;
    try {
      request = ModelCodec.get().decode(line, Request.class);
    } catch (CodecException unreadable) {
      return new Answer(
          "", false, true, "not understood: " + unreadable.getMessage(), Optional.empty());
    }
    try {
      if (request.command().equals("status")) {
        Status status =
            new Status(
                engine.phase(),
                engine.stream(),
                engine.marketTime(),
                engine.marks(),
                engine.state());
        return new Answer(
            request.id(),
            true,
            true,
            status.state().restrictions().isEmpty() ? "NORMAL" : "restricted",
            Optional.of(status));
      }
      for (OperatorCommand.Verb verb : OperatorCommand.Verb.values()) {
        if (verb.name().equalsIgnoreCase(request.command())) {
          return new Answer(
              request.id(), true, true, engine.command(verb, request.id()), Optional.empty());
        }
      }
      return new Answer(
          request.id(), false, true, "there is no command " + request.command(), Optional.empty());
    } catch (IllegalStateException | CompletionException ended) {
      return new Answer(request.id(), false, false, "the engine has ended", Optional.empty());
    }
  }

  @Override
  public void close() {
    try {
      server.close();
      Files.deleteIfExists(path);
      directory.listening(Optional.empty());
    } catch (IOException late) {
      LOG.warn("closing the control socket: {}", late.toString());
    }
  }
}
