using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Security.Cryptography.Xml;
using System.Xml;

namespace Lecce.Riscossione.Api.Payments;

/// <summary>
/// Verifies the signature inside a stamp: one enveloped signature over the whole document, by the key that it brings. Nothing else that XML signatures
/// allow (other references, transforms, algorithms) is followed.
/// </summary>
internal static class StampSignature
{
    private const int MinKeyBits = 1024;
    private const int MaxKeyBits = 8192;
    private const int MaxCertificates = 5;

    private static readonly string[] Canonicalizations =
    [
        SignedXml.XmlDsigC14NTransformUrl,
        SignedXml.XmlDsigC14NWithCommentsTransformUrl,
        SignedXml.XmlDsigExcC14NTransformUrl,
        SignedXml.XmlDsigExcC14NWithCommentsTransformUrl,
    ];

    private static readonly string[] Signatures =
    [
        SignedXml.XmlDsigRSASHA256Url,
        SignedXml.XmlDsigRSASHA384Url,
        SignedXml.XmlDsigRSASHA512Url,
    ];

    private static readonly string[] Digests = [SignedXml.XmlDsigSHA256Url, SignedXml.XmlDsigSHA384Url, SignedXml.XmlDsigSHA512Url];

    /// <summary>True when the document is what the holder of the key signed.</summary>
    public static bool IsIntact(XmlDocument document)
    {
        var signatures = document.GetElementsByTagName("Signature", SignedXml.XmlDsigNamespaceUrl);
        if (
            signatures.Count != 1
            || signatures[0] is not XmlElement signature
            || signature.ParentNode != document.DocumentElement
            || !IsPlain(signature)
        )
        {
            return false;
        }

        try
        {
            var signed = new SignedXml(document);
            signed.LoadXml(signature);
            return KeysOf(signature).Any(key => Verifies(signed, key));
        }
        catch (Exception failure) when (failure is CryptographicException or FormatException or XmlException)
        {
            return false;
        }
    }

    private static bool Verifies(SignedXml signed, RSA key)
    {
        using (key)
        {
            return key.KeySize is >= MinKeyBits and <= MaxKeyBits && signed.CheckSignature(key);
        }
    }

    /// <summary>One reference, to the whole document without the signature, by known algorithms.</summary>
    private static bool IsPlain(XmlElement signature) =>
        Children(signature, "SignedInfo") is [var info]
        && Children(info, "CanonicalizationMethod") is [var canonicalization]
        && IsOneOf(canonicalization, Canonicalizations)
        && Children(info, "SignatureMethod") is [var method]
        && IsOneOf(method, Signatures)
        && Children(info, "Reference") is [var reference]
        && reference.GetAttributeNode("URI") is { Value: "" }
        && Children(reference, "DigestMethod") is [var digest]
        && IsOneOf(digest, Digests)
        && Children(reference, "Transforms") is [var transforms]
        && IsEnveloped(Children(transforms, "Transform"));

    private static bool IsEnveloped(List<XmlElement> transforms) =>
        transforms.Count is 1 or 2
        && IsOneOf(transforms[0], [SignedXml.XmlDsigEnvelopedSignatureTransformUrl])
        && transforms.Skip(1).All(transform => IsOneOf(transform, Canonicalizations));

    /// <summary>The algorithm is known, and has no parameters of its own.</summary>
    private static bool IsOneOf(XmlElement element, string[] algorithms) =>
        algorithms.Contains(element.GetAttribute("Algorithm"), StringComparer.Ordinal) && !element.HasChildNodes;

    private static List<XmlElement> Children(XmlElement parent, string name) =>
        [
            .. parent
                .ChildNodes.OfType<XmlElement>()
                .Where(child => child.LocalName == name && child.NamespaceURI == SignedXml.XmlDsigNamespaceUrl),
        ];

    private static IEnumerable<RSA> KeysOf(XmlElement signature)
    {
        if (Children(signature, "KeyInfo") is not [var info])
        {
            yield break;
        }

        foreach (
            var text in Children(info, "X509Data")
                .SelectMany(data => Children(data, "X509Certificate"))
                .Take(MaxCertificates)
                .Select(certificate => certificate.InnerText)
        )
        {
            using var certificate = X509CertificateLoader.LoadCertificate(Convert.FromBase64String(text));
            if (certificate.GetRSAPublicKey() is { } key)
            {
                yield return key;
            }
        }

        foreach (var value in Children(info, "KeyValue").SelectMany(one => Children(one, "RSAKeyValue")).Take(1))
        {
            yield return KeyOf(value);
        }
    }

    private static RSA KeyOf(XmlElement value) =>
        RSA.Create(new RSAParameters { Modulus = Number(value, "Modulus"), Exponent = Number(value, "Exponent") });

    private static byte[] Number(XmlElement value, string name) =>
        Children(value, name) is [var only] ? Convert.FromBase64String(only.InnerText) : throw new FormatException("A key is incomplete.");
}
