package io.godwit.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// The only class of this room that touches the file system.
final class FileSources implements Sources {
    @Override
    public Content read(String name, FileKind kind) {
        try {
            Path path = Path.of(name);
            if (Files.isDirectory(path)) {
                return new Content.Unreadable("it is a directory");
            }
            if (Files.size(path) > kind.maxOctets()) {
                return new Content.TooLarge();
            }
            // The size of pipes and of /dev/stdin is 0.
            try (InputStream in = Files.newInputStream(path)) {
                return Content.of(in.readNBytes(kind.maxOctets() + 1), kind);
            }
        } catch (NoSuchFileException missing) {
            return new Content.Missing();
        } catch (AccessDeniedException denied) {
            return new Content.Unreadable("permission denied");
        } catch (InvalidPathException invalid) {
            return new Content.Missing();
        } catch (IOException failure) {
            String why = failure.getMessage();
            return new Content.Unreadable(why == null ? failure.getClass().getSimpleName() : why);
        }
    }

    @Override
    public List<String> list(String directory) {
        var names = new ArrayList<String>();
        try (DirectoryStream<Path> entries =
                Files.newDirectoryStream(Path.of(directory.isEmpty() ? "." : directory))) {
            for (Path entry : entries) {
                String name = entry.getFileName().toString();
                names.add(Files.isDirectory(entry) ? name + "/" : name);
            }
        } catch (IOException | InvalidPathException noSuchDirectory) {
            return List.of();
        }
        Collections.sort(names);
        return names;
    }
}
