package io.cointrader.persistence.storage;

import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Locale;
import java.util.Map;

/**
 * A storage call that failed. The message says in words what was tried and where, what failed, and
 * what can be done where that is known.
 */
public final class StorageException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private static final String LINK = "links are refused in a data directory";

  /** What operating systems say, in small letters, and what it means to whoever reads it. */
  private static final Map<String, String> WORDS =
      Map.of(
          "no space left on device",
          "no space left on device; make room there",
          "disk quota exceeded",
          "disk quota exceeded; make room there, or have the quota raised",
          "read-only file system",
          "read-only file system; mount it writable (a disk with errors becomes read-only)",
          "input/output error",
          "input/output error; check the disk before anything else is written to it",
          "too many open files",
          "too many open files; raise the limit of the process (ulimit -n)",
          "file name too long",
          "the name is too long for the file system",
          "not a directory",
          "a file stands where a directory must",
          "is a directory",
          "a directory stands where a file must",
          "too many levels of symbolic links",
          LINK,
          "too many levels of symbolic links (nofollow_links specified)",
          LINK);

  /**
   * @param path where, unless the cause names the place itself, which may be a directory above
   */
  public StorageException(String operation, String path, Throwable cause) {
    super(operation + " " + where(path, cause) + " failed: " + words(cause), cause);
  }

  private static String where(String path, Throwable cause) {
    return cause instanceof FileSystemException failed && failed.getFile() != null
        ? failed.getFile()
        : path;
  }

  /** What a failed call on files met, in words and with what can be done where that is known. */
  public static String words(Throwable cause) {
    if (cause instanceof AccessDeniedException) {
      return "permission denied; it must belong to the user who runs this";
    }
    if (cause instanceof NoSuchFileException) {
      return "no such file or directory";
    }
    if (cause instanceof FileAlreadyExistsException || cause instanceof NotDirectoryException) {
      return "a file stands where a directory must";
    }
    if (cause instanceof DirectoryNotEmptyException) {
      return "the directory is not empty";
    }
    String said =
        cause instanceof FileSystemException failed ? failed.getReason() : cause.getMessage();
    return said == null || said.isBlank()
        ? named(cause)
        : WORDS.getOrDefault(said.toLowerCase(Locale.ROOT), said);
  }

  /** The name of an exception that says nothing else: "closed channel". */
  private static String named(Throwable cause) {
    return cause
        .getClass()
        .getSimpleName()
        .replaceFirst("(?<=.)Exception$", "")
        .replaceAll("(?<=[a-z])(?=[A-Z])", " ")
        .toLowerCase(Locale.ROOT);
  }
}
