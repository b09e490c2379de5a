package io.cointrader.strategies.planted;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Locale;

final class DoesInputOutput {
  Object file() {
    return new File("x");
  }

  int stream(InputStream in) throws IOException {
    return in.read();
  }

  Object socket() throws IOException {
    return new Socket("localhost", 1);
  }

  Object channel(Path path) throws IOException {
    return FileChannel.open(path);
  }

  Object files(Path path) throws IOException {
    return Files.readAllBytes(path);
  }

  Object process() throws IOException {
    return new ProcessBuilder("ls").start();
  }

  void console() {
    System.out.println("x");
  }

  Object environment() {
    return System.getenv("HOME");
  }

  Object property() {
    return System.getProperty("user.home");
  }

  Object locale() {
    return Locale.getDefault();
  }

  Object zone() {
    return ZoneId.systemDefault();
  }

  Object charset() {
    return Charset.defaultCharset();
  }
}
