package dev.clientele.wire;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** A certificate authority and a node's key that it signed, made by the JDK's keytool. */
public final class Certificates {
  private static final String PASSWORD = "secret";

  private Certificates() {}

  /** Fills a folder with {@code tls.key}, {@code tls.crt} and {@code ca.crt}. */
  public static Path make(Path folder) throws Exception {
    Files.createDirectories(folder);
    Path store = folder.resolve("store.p12");
    keytool(store, "-alias", "ca", "-dname", "CN=authority", "-ext", "bc:c");
    keytool(store, "-alias", "node", "-dname", "CN=clientele", "-signer", "ca");
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    byte[] key = keys.getKey("node", PASSWORD.toCharArray()).getEncoded();
    write(folder.resolve("tls.key"), "PRIVATE KEY", key);
    write(folder.resolve("tls.crt"), "CERTIFICATE", certificate(keys, "node"));
    write(folder.resolve("ca.crt"), "CERTIFICATE", certificate(keys, "ca"));
    return folder;
  }

  private static byte[] certificate(KeyStore keys, String alias) throws GeneralSecurityException {
    return keys.getCertificate(alias).getEncoded();
  }

  private static void keytool(Path store, String... options) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of("-genkeypair", "-keyalg", "RSA", "-keysize", "2048"));
    command.addAll(List.of("-validity", "1", "-storepass", PASSWORD, "-keystore", "" + store));
    command.addAll(List.of(options));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException("keytool: " + said);
    }
  }

  private static void write(Path file, String what, byte[] bytes) throws IOException {
    String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
    Files.writeString(
        file, "-----BEGIN " + what + "-----\n" + base64 + "\n-----END " + what + "-----\n");
  }
}
