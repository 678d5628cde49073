using System.Text.Json;
using System.Text.Json.Nodes;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.Organizations;

namespace Lecce.Riscossione.Api.RevenueTypes.Spontaneous;

/// <summary>Checks the settings of a service at registration and fills in what they may leave out.</summary>
internal static class SpontaneousSettingsReader
{
    private const string Pointer = "/spontaneous";
    private const int NodeCodeLength = 5;

    /// <summary>The settings as they are stored. Records the faults of plain values; the rest is judged by <see cref="SpontaneousService.Compile"/>.</summary>
    public static SpontaneousSettings Read(SpontaneousSettings sent, Validation faults)
    {
        CheckNumber(sent.SimilarWithinDays, "similarWithinDays", 0, 30);
        CheckNumber(sent.MaxOpenPerDebtor, "maxOpenPerDebtor", 1, 50);
        CheckNumber(sent.MaxPerHour, "maxPerHour", 1, 100_000);
        CheckNumber(sent.Stamps, "stamps", 0, SpontaneousService.MaxStampsOfService);
        CheckNumber(sent.Validity.Days, "validity/days", 1, 60);
        CheckDebtor(sent.Debtor, faults);
        CheckTranslations(sent.Translations, faults);
        faults.Require(
            sent.NodeServiceCode is null
                || (
                    sent.NodeServiceCode.Length == NodeCodeLength
                    && sent.NodeServiceCode.All(letter => char.IsAsciiLetterUpper(letter) || char.IsAsciiDigit(letter))
                ),
            $"{Pointer}/nodeServiceCode",
            "code-invalid",
            $"Servono {NodeCodeLength} lettere maiuscole o cifre."
        );
        return sent with
        {
            Department = faults.Text($"{Pointer}/department", sent.Department, 1, 40),
            Title = PlainWords.Check(faults, $"{Pointer}/title", sent.Title, 100),
            Description = PlainWords.CheckOptional(faults, $"{Pointer}/description", sent.Description, 1_000),
            Group = PlainWords.CheckOptional(faults, $"{Pointer}/group", sent.Group, 60),
            Schema = Closed(sent.Schema),
            SimilarWithinDays = sent.SimilarWithinDays ?? 0,
            MaxOpenPerDebtor = sent.MaxOpenPerDebtor ?? 5,
            MaxPerHour = sent.MaxPerHour ?? 1_000,
            Debtor = sent.Debtor with { Anonymous = sent.Debtor.Anonymous ?? false },
        };

        void CheckNumber(int? number, string name, int min, int max) =>
            faults.Require(
                number is null || (number >= min && number <= max),
                $"{Pointer}/{name}",
                "out-of-range",
                $"Serve un numero da {min} a {max}."
            );
    }

    /// <summary>Refuses a department that the organization does not have, a Node code that another revenue type has, and stamps without their revenue type.</summary>
    public static async Task RequireKnown(Sql sql, Organization owner, string code, SpontaneousSettings settings)
    {
        var departments = await sql.Value<int>(
            "SELECT COUNT(*) FROM Departments WHERE OrganizationFiscalCode = @FiscalCode AND Code = @Department",
            new { owner.FiscalCode, settings.Department }
        );
        var faults = new Validation();
        faults.Require(departments == 1, $"{Pointer}/department", "department-unknown", "L'ente non ha un ufficio con questo codice.");
        faults.Require(
            settings.Stamps is null or 0 || await HasStampType(sql, owner),
            $"{Pointer}/stamps",
            "stamp-type-missing",
            "L'ente non ha un tipo di entrata per le marche da bollo: registrarne uno con stampAmountCents."
        );
        faults.ThrowIfAny();
        if (settings.NodeServiceCode is null)
        {
            return;
        }

        var others = await sql.Value<int>(
            """
            SELECT COUNT(*)
              FROM RevenueTypes
             WHERE OrganizationFiscalCode = @FiscalCode
               AND NodeServiceCode = @NodeServiceCode
               AND NodeServiceCode IS NOT NULL
               AND Code <> @code
            """,
            new
            {
                owner.FiscalCode,
                settings.NodeServiceCode,
                code,
            }
        );
        if (others > 0)
        {
            throw NodeCodeTaken();
        }
    }

    private static async Task<bool> HasStampType(Sql sql, Organization owner) =>
        await sql.Value<int>(
            "SELECT COUNT(*) FROM RevenueTypes WHERE OrganizationFiscalCode = @FiscalCode AND StampAmountCents IS NOT NULL",
            new { owner.FiscalCode }
        ) > 0;

    public static Refusal NodeCodeTaken() =>
        new(
            Codes.NodeServiceCodeTaken,
            "Un altro tipo di entrata dell'ente ha già questo codice presso il Nodo: sceglierne un altro.",
            [new FieldError($"{Pointer}/nodeServiceCode", Codes.NodeServiceCodeTaken.Value, "Il codice è già usato nell'ente.")]
        );

    private static void CheckDebtor(SpontaneousDebtor debtor, Validation faults)
    {
        var place = $"{Pointer}/debtor/kinds";
        faults.Require(debtor.Kinds.Count is 1 or 2, place, "out-of-range", "Servono uno o due valori tra F e G.");
        foreach (var (index, kind) in debtor.Kinds.Take(2).Index())
        {
            var isFirst = !debtor.Kinds.Take(index).Contains(kind, StringComparer.Ordinal);
            faults.Require(kind is "F" or "G" && isFirst, $"{place}/{index}", "kind-unknown", "I valori sono F e G, ciascuno una volta.");
        }
    }

    private static void CheckTranslations(IReadOnlyDictionary<string, SpontaneousTexts>? translations, Validation faults)
    {
        foreach (var (language, texts) in translations ?? new Dictionary<string, SpontaneousTexts>(StringComparer.Ordinal))
        {
            var place = $"{Pointer}/translations{Http.JsonPath.PointerTo(language)}";
            if (
                UiReader.RequireLanguage(faults, language, place)
                && faults.Require(texts is not null, place, "value-missing", "Serve un oggetto.")
            )
            {
                PlainWords.CheckOptional(faults, $"{place}/title", texts!.Title, 100);
                PlainWords.CheckOptional(faults, $"{place}/description", texts.Description, 1_000);
                PlainWords.CheckOptional(faults, $"{place}/group", texts.Group, 60);
            }
        }
    }

    /// <summary>The schema with <c>additionalProperties: false</c>, which it may leave out; as it was sent when it is no object.</summary>
    private static JsonElement Closed(JsonElement schema)
    {
        if (schema.ValueKind != JsonValueKind.Object || schema.TryGetProperty("additionalProperties", out _))
        {
            return schema;
        }

        var closed = JsonObject.Create(schema)!;
        closed["additionalProperties"] = false;
        return JsonSerializer.SerializeToElement(closed);
    }
}
