package io.godwit.daemon;

import io.godwit.speaker.Entropy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.SplittableRandom;

/// Random numbers from a seed of the system. Read from the device: `SecureRandom` costs ten
/// milliseconds of start-up for the same octets.
final class SystemEntropy implements Entropy {
    private final SplittableRandom random = new SplittableRandom(seed());

    @Override
    public int nextInt() {
        return random.nextInt();
    }

    private static long seed() {
        byte[] octets = new byte[Long.BYTES];
        try (InputStream device = Files.newInputStream(Path.of("/dev/urandom"))) {
            if (device.readNBytes(octets, 0, octets.length) == octets.length) {
                return ByteBuffer.wrap(octets).getLong();
            }
        } catch (IOException notHere) {
            return new SecureRandom().nextLong();
        }
        return new SecureRandom().nextLong();
    }
}
