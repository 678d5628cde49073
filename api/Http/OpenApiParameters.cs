using System.Globalization;
using System.Reflection;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Lecce.Riscossione.Api.Http;

/// <summary>Describes and bounds the parameters, which mean the same wherever they occur.</summary>
internal sealed class OpenApiParameters : IParameterFilter
{
    private const int LongestText = 255;

    private static readonly Dictionary<string, (string Description, int MaxLength)> Known = new(StringComparer.Ordinal)
    {
        ["id"] = ("Identificativo assegnato dal sistema.", 26),
        ["organization"] = ("Codice fiscale dell'ente creditore, 11 cifre.", 11),
        ["department"] = ("Codice dell'ufficio.", 40),
        ["revenueType"] = ("Codice del tipo di entrata.", 40),
        ["iban"] = ("IBAN, senza spazi.", 34),
        ["limit"] = ($"Quanti elementi per pagina; se manca, {Paging.DefaultLimit}.", 0),
        ["cursor"] = ("Il nextCursor della pagina precedente, ottenuta con gli stessi filtri.", 200),
        ["state"] = ("Solo gli elementi in questo stato.", 40),
        ["externalId"] = ("Identificativo dato dal sistema dell'ufficio.", 100),
        ["noticeNumber"] = ("Numero avviso, 18 cifre.", 18),
        ["documentId"] = ("Identificativo del documento di pagamento.", 26),
        ["paymentId"] = ("Identificativo della riscossione.", 26),
        ["receiptId"] = ("Identificativo dato alla ricevuta da chi l'ha emessa.", LongestText),
        ["channel"] = ("Canale da cui è arrivato il pagamento.", 20),
        ["channelPaymentId"] = ("Identificativo del pagamento nel suo canale.", LongestText),
        ["mode"] = ("continue-on-failure (se manca), atomic (tutto o niente) o dry-run (prova, senza effetti).", 20),
        ["action"] = ("Azione delle righe che non ne indicano una: issue (se manca), replace o cancel.", 10),
        ["name"] = ("Nome del caricamento, per riconoscerlo. Non deve contenere dati personali.", 100),
        ["installment"] = ("Posizione della rata nel documento, da 1; se manca, tutto ciò che si può pagare.", 0),
        ["language"] = ("Seconda lingua: de, en, fr, sl; «it» per il solo italiano; se manca, la scelta dell'ente.", 2),
        ["part"] = ("Parte da scaricare, da 1; si può omettere se la stampa ha una parte sola.", 0),
        ["outcome"] = ("Solo gli elementi con questo esito.", 20),
    };

    /// <summary>How many characters the value of a parameter may have; null for one that is no text, and for the cursor, which is refused as such.</summary>
    public static int? MaxLengthOf(string name) =>
        name == "cursor" ? null
        : !Known.TryGetValue(name, out var known) ? LongestText
        : known.MaxLength > 0 ? known.MaxLength
        : null;

    /// <inheritdoc />
    public void Apply(IOpenApiParameter parameter, ParameterFilterContext context)
    {
        if (parameter is not OpenApiParameter { Schema: OpenApiSchema schema } described || parameter.Name is null)
        {
            return;
        }

        var (description, maxLength) = Known.GetValueOrDefault(parameter.Name, (parameter.Name, LongestText));
        described.Description ??= description;
        if (schema.Type == JsonSchemaType.String && schema.Format is null)
        {
            schema.MaxLength ??= maxLength;
        }

        if (context.ParameterInfo?.GetCustomAttribute<ExtensibleEnumAttribute>() is { } known)
        {
            OpenApiSchemas.List(schema, known);
        }

        if (parameter.Name is "limit" or "installment" or "part")
        {
            schema.Minimum = "1";
        }

        if (parameter.Name == "limit")
        {
            schema.Maximum = Paging.MaxLimit.ToString(CultureInfo.InvariantCulture);
        }
    }
}
