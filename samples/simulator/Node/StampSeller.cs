using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Security.Cryptography.Xml;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using NodaTime;
using NodaTime.Text;

namespace Lecce.Riscossione.Samples.Simulator.Node;

/// <summary>Sells digital stamps (@e.bollo), signed with a key that is in this folder and protects nothing. The same payment gives the same bytes.</summary>
internal static class StampSeller
{
    private const string StampNamespace = "http://www.agenziaentrate.gov.it/2014/MarcaDaBollo";
    private const string DigestAlgorithm = SignedXml.XmlDsigSHA256Url;
    private static readonly DateTimeOffset CertifiedFrom = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly Lazy<(RSA Key, X509Certificate2 Certificate)> Signer = new(MakeSigner);

    /// <summary>The transfer of a receipt for one that asked for a stamp: in the place of the request, the stamp.</summary>
    public static XElement Sell(XElement transfer, PaidNotice payment)
    {
        var bought = new XElement(transfer);
        var asked = bought.Element("richiestaMarcaDaBollo")!;
        var number = bought.Element("idTransfer")!.Value;
        var content = Sign(Compose(payment, number, bought.Element("transferAmount")!.Value, asked.Element("hashDocumento")!.Value));
        asked.ReplaceWith(new XElement("MBDAttachment", Convert.ToBase64String(content)));
        return bought;
    }

    private static XmlDocument Compose(PaidNotice payment, string number, string amount, string hash)
    {
        XNamespace stamp = StampNamespace;
        XNamespace signature = SignedXml.XmlDsigNamespaceUrl;
        var boughtAt = payment.PaidAt.InZone(SimulatorClock.Rome).ToOffsetDateTime().With(TimeAdjusters.TruncateToSecond);
        var content = new XElement(
            stamp + "marcaDaBollo",
            new XElement(
                stamp + "PSP",
                new XElement(stamp + "CodiceFiscale", payment.Psp.ChannelId[..11]),
                new XElement(stamp + "Denominazione", payment.Psp.Name)
            ),
            new XElement(stamp + "IUBD", IubdOf(payment.ReceiptId, number)),
            new XElement(stamp + "OraAcquisto", OffsetDateTimePattern.Rfc3339.Format(boughtAt)),
            new XElement(stamp + "Importo", amount),
            new XElement(stamp + "TipoBollo", "01"),
            new XElement(
                stamp + "ImprontaDocumento",
                new XElement(stamp + "DigestMethod", new XAttribute("Algorithm", DigestAlgorithm)),
                new XElement(signature + "DigestValue", hash)
            )
        );
        var document = new XmlDocument { PreserveWhitespace = true };
        document.LoadXml(content.ToString(SaveOptions.DisableFormatting));
        return document;
    }

    private static byte[] Sign(XmlDocument document)
    {
        var (key, certificate) = Signer.Value;
        var reference = new Reference("") { DigestMethod = DigestAlgorithm };
        reference.AddTransform(new XmlDsigEnvelopedSignatureTransform());
        var signed = new SignedXml(document) { SigningKey = key, KeyInfo = new KeyInfo() };
        signed.KeyInfo.AddClause(new KeyInfoX509Data(certificate));
        signed.SignedInfo!.CanonicalizationMethod = SignedXml.XmlDsigC14NTransformUrl;
        signed.SignedInfo.SignatureMethod = SignedXml.XmlDsigRSASHA256Url;
        signed.AddReference(reference);
        signed.ComputeSignature();
        document.DocumentElement!.AppendChild(document.ImportNode(signed.GetXml(), deep: true));
        return Encoding.UTF8.GetBytes(document.OuterXml);
    }

    /// <summary>14 digits of the payment's own.</summary>
    private static string IubdOf(string receiptId, string number)
    {
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes($"{receiptId} {number}"));
        return (BitConverter.ToUInt64(digest) % 100_000_000_000_000).ToString("D14", CultureInfo.InvariantCulture);
    }

    private static (RSA Key, X509Certificate2 Certificate) MakeSigner()
    {
        using var pem = typeof(StampSeller).Assembly.GetManifestResourceStream("stamp-seller.pem")!;
        using var reader = new StreamReader(pem);
        var key = RSA.Create();
        key.ImportFromPem(reader.ReadToEnd());
        var name = new X500DistinguishedName("CN=Prestatore di prova");
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var generator = X509SignatureGenerator.CreateForRSA(key, RSASignaturePadding.Pkcs1);
        return (key, request.Create(name, generator, CertifiedFrom, CertifiedFrom.AddYears(30), [1]));
    }
}
