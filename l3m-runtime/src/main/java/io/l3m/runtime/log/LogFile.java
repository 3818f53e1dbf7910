// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.log;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A file that grows by whole lines. What a full disk does not take is kept and tried again with the
 * next line, and a file that somebody removed can be written anew, since it lasts while it is open.
 */
final class LogFile implements AutoCloseable {

  private static final Logger LOGGER = Logger.getLogger(LogFile.class.getName());

  /** So much may wait for the disk; a run logs about 200 bytes a step. */
  private static final int MOST_WAITING = 16 << 20;

  private final Path file;
  private final ByteArrayOutputStream waiting = new ByteArrayOutputStream();
  private FileChannel channel;
  private FileId id;
  private long end;
  private boolean refused;

  private LogFile(Path file, FileChannel channel) throws IOException {
    this.file = file;
    this.channel = channel;
    this.id = FileId.of(file);
    this.end = channel.size();
  }

  /** Opens a file, and makes it if there is none. */
  static LogFile open(Path file) throws IOException {
    FileChannel channel = channel(file, StandardOpenOption.CREATE);
    try {
      return new LogFile(file, channel);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static FileChannel channel(Path file, StandardOpenOption how) throws IOException {
    return FileChannel.open(file, how, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  /** Cuts off what comes after so many bytes. */
  void truncate(long length) throws IOException {
    channel.truncate(length);
    end = channel.size();
  }

  /**
   * Appends lines.
   *
   * @throws UncheckedIOException if they cannot be written and too much waits already
   */
  void append(String lines) {
    waiting.writeBytes(lines.getBytes(StandardCharsets.UTF_8));
    try {
      write();
    } catch (IOException e) {
      if (waiting.size() > MOST_WAITING) {
        throw failed(e);
      }
      if (!refused) {
        refused = true;
        LOGGER.log(
            Level.WARNING,
            "cannot write to {0} ({1}): what is to come there is kept until it can be written",
            new Object[] {file, e.getMessage()});
      }
    }
  }

  /** By position, so that half a line that a full disk took is written over. */
  private void write() throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(waiting.toByteArray());
    long length = bytes.remaining();
    while (bytes.hasRemaining()) {
      channel.write(bytes, end + bytes.position());
    }
    end += length;
    waiting.reset();
    if (refused) {
      refused = false;
      LOGGER.log(Level.WARNING, "{0} can be written again; nothing is missing in it", file);
    }
  }

  /**
   * Waits until the disk has all that was appended.
   *
   * @throws UncheckedIOException if it cannot have it
   */
  void force() {
    try {
      write();
      channel.force(true);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /** Writes all that there was anew if the file is gone; another one in its place moves aside. */
  void restore() throws IOException {
    if (id.isAt(file)) {
      return;
    }
    if (Files.exists(file)) {
      moveAside();
    }
    FileChannel lost = channel;
    FileChannel fresh = channel(file, StandardOpenOption.CREATE_NEW);
    try {
      for (long at = 0; at < end; ) {
        at += lost.transferTo(at, end - at, fresh);
      }
      id = FileId.of(file);
    } catch (IOException | RuntimeException e) {
      fresh.close();
      Files.deleteIfExists(file);
      throw e;
    }
    channel = fresh;
    lost.close();
  }

  private void moveAside() throws IOException {
    for (int number = 2; ; number++) {
      try {
        Files.move(file, file.resolveSibling(file.getFileName() + "." + number));
        return;
      } catch (FileAlreadyExistsException e) {
        // that name is taken, too
      }
    }
  }

  @Override
  public void close() {
    try (FileChannel last = channel) {
      write();
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private UncheckedIOException failed(IOException e) {
    return new UncheckedIOException("Cannot write to %s".formatted(file), e);
  }
}
