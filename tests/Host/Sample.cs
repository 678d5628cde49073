using System.Globalization;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Sdk;
using NodaTime;
using KernelIban = Lecce.Riscossione.Api.Kernel.Iban;

namespace Lecce.Riscossione.Tests.Host;

/// <summary>Fictitious parties, accounts and requests that pass every check; a test changes what it is about.</summary>
internal static class Sample
{
    public const string Organization = "80001230756";
    public const string Province = "80001240755";
    public const string OtherOrganization = "80001250754";

    /// <summary>Where the town lets web payments return.</summary>
    public const string Portal = "https://portale.example/esito";

    /// <summary>A valid personal fiscal code, different for each number up to 99.</summary>
    public static string Person(int number)
    {
        var start = string.Create(CultureInfo.InvariantCulture, $"RSSMRA{number:D2}A41E506");
        return start + CheckCharacter.Of(start);
    }

    /// <summary>A valid Italian IBAN, different for each number.</summary>
    public static string Iban(int number) =>
        (
            from cin in Enumerable.Range('A', 26)
            from check in Enumerable.Range(2, 97)
            let text = string.Create(CultureInfo.InvariantCulture, $"IT{check:D2}{(char)cin}0306916000{number:D12}")
            where KernelIban.TryParse(text, out _)
            select text
        ).First();

    /// <summary>What a revenue type may offer to pay without a notice, with every member; <paramref name="amount"/> is its rule, as JSON.</summary>
    public static string Service(
        string department,
        string amount = """{"kind":"fixed","amountCents":516}""",
        string nodeServiceCode = "COPIE"
    ) =>
        $$"""
            {"enabled":true,"department":"{{department}}","title":"Copie di atti","description":"Copie semplici.","group":"Servizi",
             "nodeServiceCode":"{{nodeServiceCode}}","amount":{{amount}},
            """
        + """
            "schema":{"$schema":"https://json-schema.org/draft/2020-12/schema","type":"object","properties":{
               "atto":{"type":"string","title":"Atto","enum":["delibera","determina"]},
               "copie":{"type":"integer","title":"Copie","minimum":1,"maximum":10},
               "nome":{"type":"string","title":"Nome","maxLength":50},
               "urgente":{"type":"boolean","title":"Urgente"}},
               "required":["atto","copie","urgente"],"additionalProperties":false},
            "subject":"Copie {year}: {copie} di {atto}","validity":{"days":3},"debtor":{"kinds":["F"],"anonymous":false},
            "ui":{"order":["copie"],"personal":["nome"],"fields":{"copie":{"widget":"text","placeholder":"1","help":"Quante","width":"half",
               "visibleWhen":{"field":"atto","value":"delibera"}}},
               "translations":{"en":{"atto":{"title":"Document","enum":{"delibera":"resolution"}}}}},
            "translations":{"en":{"title":"Copies"}},
            "similarWithinDays":2,"maxOpenPerDebtor":3,"maxPerHour":100,"stamps":0}
            """;

    public static FiscalCode CodeOf(string text) =>
        FiscalCode.TryParse(text, out var code) ? code : throw new ArgumentException("Not a fiscal code.", nameof(text));

    /// <summary>A debt of one item.</summary>
    public static IssuePaymentDocumentRequest Document(long amountCents = 10_000, string revenueType = Town.Fees) =>
        new()
        {
            ExternalId = $"T-{Guid.NewGuid():N}",
            Subject = "Debito di prova",
            Debtor = new Debtor
            {
                Kind = "F",
                FiscalCode = Person(1),
                FullName = "Maria Rossi",
            },
            Items = [Item(amountCents, revenueType)],
            Draft = false,
        };

    /// <summary>A waste tax with its surcharge for the Province, payable at once or in three installments.</summary>
    public static IssuePaymentDocumentRequest WasteTax(long taxCents = 20_001, long surchargeCents = 1_000)
    {
        var request = Document();
        request.Items = [Item(taxCents, Town.WasteTax), Item(surchargeCents, Town.Surcharge)];
        request.Options =
        [
            Single(new LocalDate(2026, 12, 16)),
            new()
            {
                Kind = "installments",
                Plan = new InstallmentPlan
                {
                    Count = 3,
                    FirstDueOn = new LocalDate(2026, 12, 16),
                    EveryMonths = 2,
                },
            },
        ];
        return request;
    }

    public static DebtItemRequest Item(long amountCents, string revenueType = Town.Fees) =>
        new()
        {
            RevenueType = revenueType,
            Year = 2026,
            AmountCents = amountCents,
        };

    public static PaymentOptionRequest Single(LocalDate dueOn) => new() { Kind = "single", DueOn = dueOn };

    /// <summary>A payment at the counter.</summary>
    public static RecordPaymentRequest Payment(string? noticeNumber, long amountCents) =>
        new()
        {
            Channel = "counter",
            ChannelPaymentId = $"C-{Guid.NewGuid():N}",
            NoticeNumber = noticeNumber,
            AmountCents = amountCents,
            PaidAt = Instant.FromUtc(2026, 11, 23, 10, 0),
        };
}
