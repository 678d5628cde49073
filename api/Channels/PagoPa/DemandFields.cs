using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml;
using System.Xml.Linq;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.PaymentDocuments.Issue;
using Lecce.Riscossione.Api.RevenueTypes.Spontaneous;
using Lecce.Riscossione.Api.SpontaneousPayments;

namespace Lecce.Riscossione.Api.Channels.PagoPa;

/// <summary>
/// The fields of a demand: the children of the root <c>service</c>, by name, with or without the namespace of general services. Some names make
/// the debtor; the others are fields of the form.
/// </summary>
internal sealed class DemandFields
{
    private const int MaxBytes = 16 * 1024;
    private const string Namespace = "http://PuntoAccessoPSP.spcoop.gov.it/GeneralService";

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        MaxCharactersInDocument = MaxBytes,
    };

    private readonly Dictionary<string, string> texts;

    private DemandFields(Dictionary<string, string> texts) => this.texts = texts;

    /// <summary>Reads the bytes of a demand.</summary>
    /// <exception cref="NodeRefusal"><see cref="PaaFault.Syntax"/>.</exception>
    public static DemandFields Read(byte[] data)
    {
        if (data.Length > MaxBytes)
        {
            throw Wrong("superano 16 kB");
        }

        var root = Load(data);
        if (root.Name.LocalName != "service" || root.Name.NamespaceName is not ("" or Namespace))
        {
            throw Wrong("non hanno la radice service");
        }

        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var child in root.Elements())
        {
            if (child.HasElements || !fields.TryAdd(child.Name.LocalName, child.Value))
            {
                throw Wrong("contengono un campo ripetuto o composto");
            }
        }

        return new DemandFields(fields);
    }

    /// <summary>The request that the fields make for a service.</summary>
    public SpontaneousPaymentRequest RequestFor(SpontaneousService service)
    {
        var left = new Dictionary<string, string>(texts, StringComparer.Ordinal);
        left.Remove("debtorFiscalCode", out var fiscalCode);
        left.Remove("debtorName", out var name);
        left.Remove("debtorSurname", out var surname);
        left.Remove("debtorEmail", out var email);
        if (fiscalCode is null && (name ?? surname ?? email) is not null)
        {
            throw new NodeRefusal(PaaFault.Semantics, "Il debitore è indicato senza il suo codice fiscale (debtorFiscalCode).");
        }

        var data = new JsonObject();
        foreach (var (field, text) in left)
        {
            data[field] = ValueOf(text, service.Form.Find(field));
        }

        return new SpontaneousPaymentRequest
        {
            Service = "",
            ExternalId = "",
            Data = JsonSerializer.SerializeToElement(data),
            Debtor = fiscalCode is null
                ? null
                : new Debtor
                {
                    Kind = KindOf(fiscalCode, service),
                    FiscalCode = fiscalCode.Trim(),
                    FullName = $"{name} {surname}".Trim(),
                    Email = email is "" ? null : email,
                },
        };
    }

    /// <summary>Only the canonical text of a number or a truth value is one; any other text stays a text, which the form refuses.</summary>
    private static JsonNode ValueOf(string text, FormField? field) =>
        field switch
        {
            NumberField when IsCanonical(text, out var number) => JsonValue.Create(number),
            FlagField when text is "true" or "false" => JsonValue.Create(text == "true"),
            _ => JsonValue.Create(text),
        };

    private static bool IsCanonical(string text, out long number) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number)
        && number.ToString(CultureInfo.InvariantCulture) == text;

    /// <summary>Eleven digits are a company, or a person with a provisional code where the service is for persons only.</summary>
    private static string KindOf(string fiscalCode, SpontaneousService service) =>
        FiscalCode.TryParse(fiscalCode, out var code) && code.IsElevenDigits && service.Admits("G") ? "G" : "F";

    private static XElement Load(byte[] data)
    {
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(data, writable: false), Settings);
            return XElement.Load(reader);
        }
        catch (XmlException)
        {
            throw Wrong("non sono XML leggibile");
        }
    }

    private static NodeRefusal Wrong(string what) => new(PaaFault.Syntax, $"I dati del servizio {what}.");
}
