/* Bouncy Castle's opinion of a detached CMS signature: Peer MANIFEST SIGNATURE. Exit status 0: the one
 * signer's signature is right, and each time-stamp in it belongs to it and verifies. Prints "signer NAME" and a line for
 * each time-stamp. */
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Collection;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.tsp.TimeStampToken;
import org.bouncycastle.util.Selector;
import org.bouncycastle.util.Store;

public class Peer {
    static X509CertificateHolder one(Store<X509CertificateHolder> store, Selector<X509CertificateHolder> who) {
        Collection<X509CertificateHolder> found = store.getMatches(who);
        if (found.size() != 1)
            throw new IllegalStateException("not exactly one certificate of the signer");
        return found.iterator().next();
    }

    @SuppressWarnings("unchecked")
    public static void main(String[] arguments) throws Exception {
        java.security.Security.addProvider(new BouncyCastleProvider());
        byte[] content = Files.readAllBytes(Path.of(arguments[0]));
        CMSSignedData data = new CMSSignedData(new CMSProcessableByteArray(content), Files.readAllBytes(Path.of(arguments[1])));
        JcaSimpleSignerInfoVerifierBuilder verifiers = new JcaSimpleSignerInfoVerifierBuilder().setProvider("BC");
        Collection<SignerInformation> signers = data.getSignerInfos().getSigners();
        if (signers.size() != 1)
            throw new IllegalStateException("not exactly one signer");
        SignerInformation signer = signers.iterator().next();
        X509CertificateHolder holder = one(data.getCertificates(), signer.getSID());
        if (!signer.verify(verifiers.build(holder)))
            throw new IllegalStateException("the signature is wrong");
        System.out.println("signer " + holder.getSubject());
        AttributeTable unsigned = signer.getUnsignedAttributes();
        Attribute stamps = unsigned == null ? null : unsigned.get(PKCSObjectIdentifiers.id_aa_signatureTimeStampToken);
        for (int i = 0; stamps != null && i < stamps.getAttrValues().size(); i++) {
            byte[] encoded = stamps.getAttrValues().getObjectAt(i).toASN1Primitive().getEncoded();
            TimeStampToken token = new TimeStampToken(new CMSSignedData(encoded));
            token.validate(verifiers.build(one(token.getCertificates(), token.getSID())));
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(signer.getSignature());
            if (!Arrays.equals(digest, token.getTimeStampInfo().getMessageImprintDigest()))
                throw new IllegalStateException("the time-stamp belongs to something else");
            System.out.println("time-stamp");
        }
    }
}
