"""Certificates for tests, made by openssl in a folder: an authority and another one, what they vouch for, and contexts."""

import pathlib
import ssl
import subprocess

NEW = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"]


class Authority:
    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.serial = 1
        for name in ("authority", "stranger"):
            self.openssl(
                "req", "-x509", *NEW, "-nodes", "-days", "30", "-subj", f"/CN={name}", "-keyout", f"{name}.key",
                "-out", f"{name}.pem", "-addext", "keyUsage=critical,keyCertSign,digitalSignature")
        self.sign("good", "DNS:localhost,IP:127.0.0.1")
        self.sign("named", "DNS:cluster.example")
        self.sign("expired", "DNS:localhost,IP:127.0.0.1", "-not_before", "20200101000000Z", "-not_after", "20200102000000Z")
        self.sign("client-a")
        self.sign("client-b")
        self.sign("outsider", signer="stranger")
        self.openssl("pkey", "-in", "client-a.key", "-aes256", "-passout", "pass:planted-passphrase", "-out", "client-a.locked.key")

    def openssl(self, *words):
        subprocess.run(["openssl", *words], cwd=self.folder, check=True, stdin=subprocess.DEVNULL, capture_output=True)

    def sign(self, name, alternatives=None, *validity, signer="authority"):
        usage = "serverAuth" if alternatives else "clientAuth"
        lines = ["basicConstraints=CA:FALSE", f"extendedKeyUsage={usage}", "authorityKeyIdentifier=keyid"]
        if alternatives:
            lines.append(f"subjectAltName={alternatives}")
        (self.folder / f"{name}.ext").write_text("\n".join(lines) + "\n")
        self.openssl("req", "-new", *NEW, "-nodes", "-subj", f"/CN={name}", "-keyout", f"{name}.key", "-out", f"{name}.csr")
        self.serial += 1
        if validity:
            # `openssl x509` of 3.0 knows no dates: `openssl ca` does.
            (self.folder / "index").write_text("")
            (self.folder / "serial").write_text(f"{self.serial:04x}\n")
            (self.folder / "ca.cnf").write_text(
                "[ca]\ndefault_ca=d\n[d]\ndir=.\ndatabase=index\nserial=serial\nnew_certs_dir=.\ndefault_md=sha256\n"
                "policy=p\n[p]\ncommonName=supplied\n")
            start, end = validity[1], validity[3]
            self.openssl(
                "ca", "-batch", "-notext", "-config", "ca.cnf", "-in", f"{name}.csr", "-cert", f"{signer}.pem", "-keyfile",
                f"{signer}.key", "-startdate", start, "-enddate", end, "-extfile", f"{name}.ext", "-out", f"{name}.pem")
        else:
            self.openssl(
                "x509", "-req", "-in", f"{name}.csr", "-CA", f"{signer}.pem", "-CAkey", f"{signer}.key", "-set_serial",
                str(self.serial), "-days", "30", "-extfile", f"{name}.ext", "-out", f"{name}.pem")

    def context(self, name, client=None):
        """A server's side. `client`: `None` asks for no certificate, else `ssl.CERT_OPTIONAL` or `ssl.CERT_REQUIRED`."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.folder / f"{name}.pem", self.folder / f"{name}.key")
        context.set_alpn_protocols(["http/1.1"])
        context.sni_callback = lambda tls, asked, _: setattr(tls, "asked", asked)
        if client is not None:
            context.verify_mode = client
            context.load_verify_locations(self.folder / "authority.pem")
        return context
