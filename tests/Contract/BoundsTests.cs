using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Lecce.Riscossione.Api.Webhooks;
using Lecce.Riscossione.Tests.Access;
using Lecce.Riscossione.Tests.Architecture;
using Lecce.Riscossione.Tests.Host;
using Lecce.Riscossione.Tests.Security;
using Xunit.Abstractions;

namespace Lecce.Riscossione.Tests.Contract;

/// <summary>
/// The published document and the program agree on bodies. Beyond each bound of each member the program refuses and names the place; within
/// the bounds it does not refuse for them; it accepts what the document allows to be absent or null.
/// </summary>
public sealed partial class BoundsTests(Crossing crossing, ITestOutputHelper output) : IClassFixture<Crossing>
{
    private const int MaxText = 300;
    private const string Payer =
        "The service says whether the debtor may be unknown, of which kind, and whether the payer enters the amount.";
    private const string Amounts = "Each kind of amount rule has its own members.";

    // Rules that the document states in words, because a schema cannot: members that depend on others or on the caller.
    private static readonly Dictionary<string, string> Exceptions = new(StringComparer.Ordinal)
    {
        ["IssuePaymentDocument /department null"] = "A key of the whole organization names the department.",
        ["IssuePaymentDocument /debtor/fiscalCode null"] = "A debtor has a fiscal code or a foreign identity.",
        ["IssuePaymentDocument /coObligors/0/fiscalCode null"] = "A co-obligor has a fiscal code or a foreign identity.",
        ["IssuePaymentDocument /options/0/withinDays null"] = "A reduced option has days or a due date.",
        ["IssuePaymentDocument /options/0/amountCents null"] = "A reduced option has an amount.",
        ["IssuePaymentDocument /options/0/amountCents the greatest"] = "A reduced amount is less than the sum of the items.",
        ["RotateApiKey /previousValidUntil with an offset"] = "The previous secret ends within thirty days.",
        ["ChangeWebhookEndpoint /url null"] = "A change cannot remove the address.",
        ["ChangeWebhookEndpoint /eventTypes null"] = "A change cannot remove the event types.",
        ["SearchPaymentDocuments /debtorFiscalCode null"] = "A search has a fiscal code or a foreign identity.",
        ["CreateRevenueType /spontaneous/amount/amountCents null"] = Amounts,
        ["CreateRevenueType /spontaneous/amount/terms null"] = Amounts,
        ["CreateRevenueType /spontaneous/amount/minCents null"] = Amounts,
        ["CreateRevenueType /spontaneous/amount/maxCents null"] = Amounts,
        ["ChangeRevenueType /spontaneous/amount/amountCents null"] = Amounts,
        ["ChangeRevenueType /spontaneous/amount/terms null"] = Amounts,
        ["ChangeRevenueType /spontaneous/amount/minCents null"] = Amounts,
        ["ChangeRevenueType /spontaneous/amount/maxCents null"] = Amounts,
        ["QuoteSpontaneousPayment /debtor null"] = Payer,
        ["QuoteSpontaneousPayment /debtor/kind the word G"] = Payer,
        ["QuoteSpontaneousPayment /debtor/fiscalCode null"] = Payer,
        ["QuoteSpontaneousPayment /amountCents null"] = Payer,
        ["CreateSpontaneousPayment /debtor null"] = Payer,
        ["CreateSpontaneousPayment /debtor/kind the word G"] = Payer,
        ["CreateSpontaneousPayment /debtor/fiscalCode null"] = Payer,
        ["CreateSpontaneousPayment /amountCents null"] = Payer,
        ["CreateBankAccount /postalAuthorization null"] = "The holder and the authorization of a postal account go together.",
        ["ChangeBankAccount /postalAuthorization null"] = "The holder and the authorization of a postal account go together.",
    };

    private const string Stamp = """{"documentHash":"UreFzMu1HYiIyjrqauD8B8p7tjvjWWR5AzL+2NcbXVQ=","province":"LE"}""";

    private readonly string place = $"\"organization\":\"{Sample.Organization}\",\"department\":\"{Town.TaxOffice}\"";
    private int number;

    [Fact]
    public async Task A_body_is_refused_beyond_each_bound_of_the_document_and_not_within()
    {
        var document = JsonNode.Parse(await crossing.Town.Http().GetStringAsync("/openapi/v1.json"))!;
        var operations = Operation.Of(crossing.Town.Api).ToDictionary(one => one.Name, StringComparer.Ordinal);
        var findings = new List<string>();
        foreach (var published in PublishedOperation.Of(document))
        {
            var content = published.Contract["requestBody"]?["content"];
            if ((content?["application/json"] ?? content?[ChangeWebhookEndpoint.MergePatch])?["schema"] is not { } schema)
            {
                continue;
            }

            var bends = new Bends(document);
            foreach (var bend in Bodies(published.Name).SelectMany(body => bends.Of(schema, JsonNode.Parse(body)!)))
            {
                if (Exceptions.ContainsKey($"{published.Name} {bend.Pointer} {bend.What}"))
                {
                    continue;
                }

                if (number++ % 100 == 0)
                {
                    // Avoids the limit of calls per minute.
                    crossing.Town.Api.Clock.AdvanceMinutes(1);
                }

                var (status, text) = await crossing.SendBody(operations[published.Name], WithNewIdentifiers(bend).ToJsonString());
                if (Fault(bend, status, text) is { } fault)
                {
                    findings.Add(
                        $"{published.Name} {bend.Pointer} {bend.What} {fault}: {(int)status} {text[..Math.Min(MaxText, text.Length)].ReplaceLineEndings(" ")}"
                    );
                }
            }

            findings.AddRange(
                bends
                    .MembersOf(schema)
                    .Except(bends.Seen)
                    .Select(member => $"{member} is in no body of {published.Name}: add it to {nameof(Bodies)}.")
            );
        }

        output.WriteLine($"{number} requests.");
        Findings.MustBeNone(findings);
    }

    private static string? Fault(Bend bend, HttpStatusCode status, string text)
    {
        var errors = Errors(text).ToList();
        return status >= HttpStatusCode.InternalServerError
            ? "fails"
            : bend.Verdict switch
            {
                Verdict.Refused => (int)status < 400 ? "is taken"
                : status is HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity
                && !errors.Any(one => one.Pointer.StartsWith(bend.Pointer, StringComparison.Ordinal))
                // A cursor has its own code.
                && !(bend.Pointer == "/cursor" && text.Contains("\"invalid-cursor\"", StringComparison.Ordinal))
                    ? "is refused without its pointer"
                : null,
                Verdict.Taken => errors.Any(one => one.Pointer == bend.Pointer) ? "is refused" : null,
                _ => errors.Any(one => one.Pointer == bend.Pointer && BoundCode().IsMatch(one.Code)) ? "is refused for a bound" : null,
            };
    }

    /// <summary>The request with new identifiers, except where they are varied.</summary>
    private JsonNode WithNewIdentifiers(Bend bend)
    {
        foreach (var name in new[] { "externalId", "channelPaymentId" })
        {
            if (bend.Body[name] is JsonValue && bend.Pointer != $"/{name}")
            {
                bend.Body[name] = string.Create(CultureInfo.InvariantCulture, $"LIMITI-{number}");
            }
        }

        return bend.Body;
    }

    /// <summary>Valid bodies of an operation that together have every member.</summary>
    private IEnumerable<string> Bodies(string operation) =>
        operation switch
        {
            "IssueApiKey" =>
            [
                $$"""{"name":"Nuova","scopes":["documents:read"],{{place}},"expiresAt":"2027-11-23T11:00:00Z","revenueTypes":["{{Town.Fees}}"]}""",
            ],
            "RotateApiKey" => ["""{"previousValidUntil":"2026-11-24T11:00:00Z"}"""],
            "RegisterWebhookEndpoint" =>
            [
                $$"""
                    {{{place}},"url":"https://uffici.example/avvisi","eventTypes":["payment.*"],"description":"Avvisi","revenueTypes":["{{Town.Fees}}"],
                     "payloadVersion":"2026-11"}
                    """,
                $$"""
                    {"organization":"{{Sample.Organization}}","url":"https://uffici.example/avvisi","eventTypes":["*"],"departments":["{{Town.TaxOffice}}"]}
                    """,
            ],
            "ChangeWebhookEndpoint" =>
            [
                $$"""
                    {"url":"https://uffici.example/avvisi","eventTypes":["payment.*"],"description":"Avvisi","revenueTypes":["{{Town.Fees}}"],
                     "departments":[]}
                    """,
            ],
            "StartWebhookRecovery" => ["""{"since":"2026-11-01T00:00:00Z","until":"2026-11-02T00:00:00Z","onlyFailed":true}"""],
            "CreateNoticeBatch" =>
            [
                $$"""{{{place}},"bulkLoadId":"{{crossing.Objects["bulk-loads/{id}"]}}","documentIds":["{{crossing.Objects[
                    "payment-documents/{id}"
                ]}}"],"revenueType":"{{Town.Fees}}","year":1999,"issuedFrom":"2026-01-01","issuedTo":"2026-01-02","state":"cancelled","order":"address","language":"de"}""",
            ],
            "CreateOrganization" => [$$"""{"fiscalCode":"{{Sample.OtherOrganization}}","segregationCode":"48",{{OrganizationMembers}}}"""],
            "ChangeOrganization" => [$$"""{"segregationCode":"47",{{OrganizationMembers}}}"""],
            "CreateBankAccount" =>
            [
                $$"""{"iban":"{{Sample.Iban(8)}}","name":"Nuovo","postalHolder":"COMUNE","postalAuthorization":"AUT. 1"}""",
            ],
            "ChangeBankAccount" => ["""{"name":"Cambiato","postalHolder":"COMUNE","postalAuthorization":"AUT. 1"}"""],
            "CreateRevenueType" =>
            [
                .. Services("NUOVO").Select(service => $$"""{"code":"nuovo","spontaneous":{{service}},{{RevenueMembers}}}"""),
                $$"""{"code":"nuovo","postalIban":"{{Sample.Iban(3)}}",{{RevenueMembers}}}""",
                $$"""{"code":"marche",{{StampMembers}}}""",
            ],
            "ChangeRevenueType" =>
            [
                .. Services("CAMBI").Select(service => $$"""{"spontaneous":{{service}},{{RevenueMembers}}}"""),
                $$"""{"postalIban":"{{Sample.Iban(3)}}",{{RevenueMembers}}}""",
                $"{{{StampMembers}}}",
            ],
            "IssuePaymentDocument" => Documents(),
            "SearchPaymentDocuments" =>
            [
                $$"""{"debtorFiscalCode":"{{Sample.Person(1)}}","state":"issued","includeOpenSpontaneous":true,"limit":1}""",
                """{"debtorForeign":{"identifier":"AB12","country":"DE"},"cursor":"x"}""",
            ],
            "QuoteSpontaneousPayment" or "CreateSpontaneousPayment" => Forms(),
            "MoveRevenueTypeAccount" =>
            [
                $$"""{"fromIban":"{{Sample.Iban(9)}}","reason":"Prova","dryRun":true,"limit":1}""",
                $$"""{"fromIban":"{{Sample.Iban(9)}}","reason":"Prova","dryRun":true,"cursor":"x"}""",
            ],
            "RecordPayment" =>
            [
                $$"""{"organization":"{{Sample.Organization}}","channel":"counter","channelPaymentId":"LIMITI","documentId":"{{crossing.Objects[
                    "payment-documents/{id}"
                ]}}","installmentOrdinal":3,"amountCents":7000,"paidAt":"2026-11-23T10:00:00Z"}""",
                """{"channel":"counter","channelPaymentId":"LIMITI","noticeNumber":"347000000000000001","amountCents":7000,"paidAt":"2026-11-23T10:00:00Z"}""",
            ],
            _ => [crossing.Bodies[operation]],
        };

    private static IEnumerable<string> Forms() =>
        [
            $$"""
                {"organization":"{{Sample.Organization}}","service":"copie","externalId":"LIMITI","amountCents":516,"debtorVerified":false,"acceptSimilar":true,
                 "payer":{"fullName":"Anna Rossi","fiscalCode":"{{Sample.Person(
                    2
                )}}","email":"anna@example.org"},"data":{"atto":"delibera","copie":2,"urgente":false},
                 "debtor":{"kind":"F","fiscalCode":"{{Sample.Person(
                    1
                )}}","fullName":"Maria Rossi","street":"Via Rubichi","civicNumber":"1","postalCode":"73100",
                  "city":"Lecce","province":"LE","country":"IT","email":"maria@example.org"}
                }
                """,
            $$"""
                {"organization":"{{Sample.Organization}}","service":"copie","externalId":"LIMITI","amountCents":516,"data":{"atto":"delibera","copie":2,"urgente":false},
                 "debtor":{"kind":"F","foreign":{"identifier":"AB12","country":"DE"},"fullName":"Hans Weber"}
                }
                """,
            $$"""
                {"organization":"{{Sample.Organization}}","service":"copie","externalId":"LIMITI","amountCents":516,"data":{"atto":"delibera","copie":2,"urgente":false},
                 "debtor":{"kind":"F","fiscalCode":"{{Sample.Person(1)}}","fullName":"Maria Rossi"},"stamps":[{{Stamp}}]
                }
                """,
        ];

    private string RevenueMembers =>
        $$"""
            "name":"Cambiato","category":"tax","taxonomyCode":"9/0101101IM/","iban":"{{crossing.Objects["bank-accounts/{iban}"]}}",
            "budgetChapter":"1","dueDatesRoll":true,"allowsPartialPayment":false,"allowsSpontaneousPayment":false,"retentionYears":10,
            "beneficiary":{"fiscalCode":"{{Sample.Province}}","name":"Provincia"}
            """;

    private string StampMembers =>
        $$"""
            "name":"Imposta di bollo","category":"tax","taxonomyCode":"9/0115103TS/","iban":"{{crossing.Objects["bank-accounts/{iban}"]}}",
            "stampAmountCents":1600
            """;

    /// <summary>Services that together have every member of an amount rule.</summary>
    private static IEnumerable<string> Services(string nodeServiceCode) =>
        new[]
        {
            """{"kind":"fixed","amountCents":516}""",
            """{"kind":"computed","baseCents":1,"terms":[{"field":"copie","centsPerUnit":52}],"minCents":1,"maxCents":99999}""",
            """{"kind":"computed","terms":[{"field":"atto","cents":{"delibera":1,"determina":2}}],"minCents":1,"maxCents":99999}""",
            """{"kind":"computed","terms":[{"field":"copie","times":{"field":"atto","cents":{"delibera":1,"determina":2}}}],"minCents":1,"maxCents":99999}""",
        }.Select(amount => Sample.Service(Town.TaxOffice, amount, nodeServiceCode));

    private static string OrganizationMembers =>
        """
            "name":"Comune di Prova","ipaCode":"c_prova","cbillCode":"ABCDE","applicationCode":"12","sector":"Tributi",
            "brokerFiscalCode":"80001230756","stationId":"80001230756_01","defaultDueDays":30,"contactLines":["Via Roma 1"],"secondLanguage":"de",
            "returnUrlPrefixes":["https://portale.example/esito"],"acaEnabled":false
            """;

    private IEnumerable<string> Documents()
    {
        const string Dates = "\"validFrom\":\"2026-11-24\",\"payableUntil\":\"2027-12-31\",\"printedOn\":\"2026-11-23\",\"draft\":false";
        const string Pairs = "\"metadata\":[{\"key\":\"periodo\",\"value\":\"2026\"}]";
        var person =
            $$"""{"kind":"F","fiscalCode":"{{Sample.Person(1)}}","fullName":"Maria Rossi","street":"Via Roma","civicNumber":"1","postalCode":"73100","city":"Lecce","province":"LE","country":"IT","email":"maria@example.org"}""";
        const string Foreigner = """{"kind":"F","foreign":{"identifier":"AB12","country":"DE"},"fullName":"Erika Muster"}""";
        var obligor = $$"""{"kind":"F","fiscalCode":"{{Sample.Person(2)}}","fullName":"Paolo Bianchi"}""";
        var beneficiary = $$"""{"fiscalCode":"{{Sample.Province}}","name":"Provincia","iban":"{{Sample.Iban(2)}}"}""";
        var item =
            $$"""{"revenueType":"{{Town.Fees}}","year":2026,"amountCents":50000,"description":"Voce","budgetChapter":"1",{{Pairs}},"beneficiary":{{beneficiary}}}""";
        string[] terms =
        [
            """{"kind":"installments","installments":[{"dueOn":"2026-12-16","amountCents":25000},{"dueOn":"2027-01-16","amountCents":25000}]}""",
            """{"kind":"installments","plan":{"count":2,"firstDueOn":"2026-12-16","everyMonths":2}}""",
            """{"kind":"reduced","withinDays":5,"amountCents":40000},{"kind":"single","dueOn":"2026-12-16"}""",
            """{"kind":"single","dueOn":"2026-12-16","noticeNumber":"347000000000000001","iuv":"47000000000000001"}""",
            """{"kind":"installments","installments":[{"dueOn":"2026-12-16","amountCents":25000,"noticeNumber":"347000000000000001","iuv":"47000000000000001"},{"dueOn":"2027-01-16","amountCents":25000}]}""",
        ];
        var stamp = $$"""{"revenueType":"{{Town.Fees}}","year":2026,"amountCents":50000,"stamp":{{Stamp}}}""";
        yield return Document(person, Foreigner, item, "\"dueOn\":\"2026-12-16\"");
        yield return Document(person, Foreigner, stamp, "\"dueOn\":\"2026-12-16\"");
        yield return Document(Foreigner, obligor, item, $"\"options\":[{terms[0]}]");
        foreach (var term in terms[1..])
        {
            yield return Document(person, Foreigner, item, $"\"options\":[{term}]");
        }

        string Document(string debtor, string coObligor, string voice, string when) =>
            $$"""{"externalId":"LIMITI","subject":"Prova",{{place}},"debtor":{{debtor}},"coObligors":[{{coObligor}}],"items":[{{voice}}],{{Dates}},{{Pairs}},{{when}}}""";
    }

    private static IEnumerable<(string Pointer, string Code)> Errors(string answer) =>
        answer.StartsWith('{') && JsonNode.Parse(answer)!["errors"] is JsonArray errors
            ? errors.Select(error => ((string?)error!["pointer"] ?? "", (string?)error["code"] ?? ""))
            : [];

    /// <summary>Codes of a type, length, size or range, as opposed to invalid values or unknown objects.</summary>
    [GeneratedRegex("out-of-range$|^text-|^code-invalid$|^number-|^value-|^not-readable$|too-", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex BoundCode();
}
