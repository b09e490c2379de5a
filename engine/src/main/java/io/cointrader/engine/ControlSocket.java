package io.cointrader.engine;

import io.cointrader.events.InputQueue;
import io.cointrader.models.hash.Sha256;
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
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The operator's channel: a Unix-domain socket for the owner only, one JSON command a line, one
 * JSON answer a line. The path stands in the stream's identity. A client that is silent or slow
 * holds up nobody; of too many the oldest is let go.
 */
public final class ControlSocket implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ControlSocket.class);

  /** How often it looks whether its file is still there. */
  private static final long LOOK_MILLIS = 1_000;

  private static final int MAX_LINE = 4096;
  private static final int MAX_CLIENTS = 16;
  private static final long LAST_ANSWERS_SECONDS = 1;

  private final Engine engine;
  private volatile ServerSocketChannel server; // replaced by the thread that serves
  private final Path path;
  private final StreamDirectory directory;
  private final ThreadFactory threads;
  private final Deque<SocketChannel> clients = new ArrayDeque<>();

  /** Answers share it; who closes waits for them. */
  private final ReadWriteLock answering = new ReentrantReadWriteLock();

  private ControlSocket(
      Engine engine,
      ServerSocketChannel server,
      Path path,
      StreamDirectory directory,
      ThreadFactory threads) {
    this.engine = engine;
    this.server = server;
    this.path = path;
    this.directory = directory;
    this.threads = threads;
  }

  /**
   * What a client says.
   *
   * @param id chosen by the client; the same id is carried out once
   * @param command {@code status}, or the name of a verb in lower case
   * @param arguments as {@link OperatorCommand} has them; of a reload only {@code loosen}
   */
  public record Request(String id, String command, Optional<SortedMap<String, String>> arguments) {}

  /** What it is answered. */
  public record Answer(
      String id, boolean done, boolean durable, String text, Optional<Status> status) {}

  /**
   * Where a running engine stands.
   *
   * @param queue what waits of a live feed
   */
  public record Status(
      String phase,
      String stream,
      Instant marketTime,
      SortedMap<Symbol, Price> marks,
      BotSnapshot state,
      Optional<InputQueue.Counters> queue) {}

  static ControlSocket open(Engine engine, StreamDirectory directory, ThreadFactory threads) {
    Path path = place(directory.storage().root(), ".sock");
    try {
      makeFolder(path);
      Files.deleteIfExists(path);
      ControlSocket socket = new ControlSocket(engine, bound(path), path, directory, threads);
      try {
        directory.listening(Optional.of(path.toString()));
        threads.newThread(socket::serve).start();
      } catch (RuntimeException failed) {
        socket.close();
        throw failed;
      }
      return socket;
    } catch (IOException failed) {
      throw new StorageException("listen at", path.toString(), failed);
    }
  }

  private static ServerSocketChannel bound(Path path) throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      server.bind(UnixDomainSocketAddress.of(path));
      server.configureBlocking(false);
      return server;
    } catch (IOException | RuntimeException failed) {
      server.close();
      throw failed;
    }
  }

  /** A file of one stream in the owner's folder for what lives no longer than the machine is up. */
  static Path place(String stream, String suffix) {
    String runtime = System.getenv("XDG_RUNTIME_DIR");
    String user = System.getProperty("user.name", "user");
    Path folder =
        runtime != null && !runtime.isEmpty() && runtime.length() < 60
            ? Path.of(runtime, "cointrader")
            : Path.of(System.getProperty("java.io.tmpdir", "/tmp"), "cointrader-" + user);
    return folder.resolve(Sha256.of(stream).substring(0, 12) + suffix);
  }

  /** Makes the folder of a file, for its owner only, or refuses one that others can write to. */
  static void makeFolder(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null) {
      throw new IOException("no folder for " + file);
    }
    Set<PosixFilePermission> owner = PosixFilePermissions.fromString("rwx------");
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(owner));
    } else if (!Files.getPosixFilePermissions(folder).equals(owner)) {
      throw new IOException(folder + " is open to others; make it rwx------ or remove it");
    }
    String user = System.getProperty("user.name", "");
    String holder = Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS).getName();
    if (user.length() > 1 && !holder.equals(user)) { // "?" where the user has no name
      throw new IOException(folder + " belongs to " + holder + "; remove it");
    }
  }

  private void serve() {
    try (Selector selector = Selector.open()) {
      ServerSocketChannel watched = server;
      watched.register(selector, SelectionKey.OP_ACCEPT);
      while (server.isOpen()) {
        selector.select(LOOK_MILLIS);
        selector.selectedKeys().clear();
        accept();
        if (!Files.exists(path) && listenAgain(watched)) {
          watched = server;
          watched.register(selector, SelectionKey.OP_ACCEPT);
        }
      }
    } catch (IOException failed) {
      LOG.warn("the control socket is closed: {}", failed.toString());
    }
  }

  private void accept() {
    try {
      SocketChannel client = server.accept();
      if (client != null) {
        admit(client);
        threads.newThread(() -> talk(client)).start();
      }
    } catch (IOException closed) {
      if (server.isOpen()) {
        LOG.warn("control socket: {}", closed.toString());
      }
    }
  }

  /** Whoever tidies folders for temporary files must not take the kill switch away. */
  private synchronized boolean listenAgain(ServerSocketChannel before) {
    if (!before.isOpen()) {
      return false; // closed meanwhile
    }
    try {
      makeFolder(path);
      server = bound(path);
      before.close();
      LOG.warn("the control socket {} was removed; it is there again", path);
      return true;
    } catch (IOException failed) {
      LOG.warn("the control socket {} was removed: {}", path, failed.toString());
      return false;
    }
  }

  private synchronized boolean stopListening() throws IOException {
    boolean open = server.isOpen();
    server.close();
    return open;
  }

  private void admit(SocketChannel client) throws IOException {
    synchronized (clients) {
      clients.add(client);
      if (clients.size() > MAX_CLIENTS) {
        clients.remove().close();
      }
    }
  }

  private void talk(SocketChannel client) {
    try (client) {
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(Channels.newInputStream(client), StandardCharsets.UTF_8),
              MAX_LINE);
      Optional<String> line = line(in);
      while (line.isPresent()) {
        answering.readLock().lock();
        try {
          send(client, answer(line.get()));
        } finally {
          answering.readLock().unlock();
        }
        line = line(in);
      }
    } catch (IOException | RuntimeException gone) {
      LOG.debug("control client: {}", gone.toString()); // it, or the engine: no answer says so
    } finally {
      synchronized (clients) {
        clients.remove(client);
      }
    }
  }

  /** The next line; nothing at the end, and when one is too long to be a command. */
  private static Optional<String> line(BufferedReader in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0 || line.length() == MAX_LINE) {
        return Optional.empty();
      }
      line.append((char) c);
    }
    return Optional.of(line.toString());
  }

  private static void send(SocketChannel client, Answer answer) throws IOException {
    byte[] bytes = ModelCodec.get().encode(Answer.class, answer);
    ByteBuffer line = ByteBuffer.allocate(bytes.length + 1).put(bytes).put((byte) '\n').flip();
    while (line.hasRemaining()) {
      client.write(line);
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
    if (request.command().equals("status")) {
      Status status = engine.status();
      return new Answer(
          request.id(),
          true,
          true,
          status.state().restrictions().isEmpty() ? "NORMAL" : "restricted",
          Optional.of(status));
    }
    SortedMap<String, String> arguments = request.arguments().orElseGet(TreeMap::new);
    for (OperatorCommand.Verb verb : OperatorCommand.Verb.values()) {
      if (verb.name().equalsIgnoreCase(request.command())) {
        CommandAnswer answer;
        try {
          answer =
              verb == OperatorCommand.Verb.RELOAD
                  ? engine.reload(request.id(), Boolean.parseBoolean(arguments.get("loosen")))
                  : engine.command(verb, request.id(), arguments);
        } catch (IllegalArgumentException wrongId) {
          return new Answer("", false, true, "not done: " + wrongId.getMessage(), Optional.empty());
        }
        return new Answer(
            request.id(), answer.done(), answer.durable(), answer.text(), Optional.empty());
      }
    }
    return new Answer(
        request.id(), false, true, "there is no command " + request.command(), Optional.empty());
  }

  /** Takes no more commands, and waits for the answers under way. Idempotent. */
  @Override
  public void close() {
    try {
      if (!stopListening()) {
        return; // what stands at the path now is another's
      }
      if (answering.writeLock().tryLock(LAST_ANSWERS_SECONDS, TimeUnit.SECONDS)) {
        answering.writeLock().unlock();
      }
      synchronized (clients) {
        for (SocketChannel client : clients) {
          client.close();
        }
      }
      Files.deleteIfExists(path);
      directory.listening(Optional.empty());
    } catch (IOException | StorageException late) {
      LOG.warn("closing the control socket: {}", late.toString());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
