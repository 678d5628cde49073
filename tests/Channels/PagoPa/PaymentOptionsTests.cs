using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Sdk;
using Lecce.Riscossione.Tests.Host;
using NodaTime;
using NodaTime.Text;

namespace Lecce.Riscossione.Tests.Channels.PagoPa;

/// <summary>The answers to the Node about all the ways to pay the document of a notice.</summary>
public sealed partial class PaymentOptionsTests(NodeHost node) : IClassFixture<NodeHost>
{
    private static readonly Lazy<OfficialApi> Official = new(() => new OfficialApi("orgs_payment_options.json"));

    [Fact]
    public async Task A_notice_names_all_options_and_installments_of_its_document()
    {
        var document = await node.Issue(story: WithPlan);

        var (status, answer) = await Ask(document.Options[1].Installments[1].NoticeNumber!);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(
            ("80008510754", "Comune di Lecce", false),
            ((string)answer["organizationFiscalCode"]!, (string)answer["companyName"]!, (bool)answer["standin"]!)
        );
        var options = answer["paymentOptions"]!.AsArray();
        Assert.Equal(
            [("Prova di pagamento - rata unica", 1, 10_000L), ("Prova di pagamento - 3 rate", 3, 10_000L)],
            options.Select(one => ((string)one!["description"]!, (int)one["numberOfInstallments"]!, (long)one["amount"]!))
        );
        Assert.Equal("2026-12-16T23:59:59", (string)options[0]!["dueDate"]!);
        Assert.Equal("2027-02-16T23:59:59", (string)options[1]!["dueDate"]!);
        Assert.Equal(
            document.Options.SelectMany(option => option.Installments).Select(one => (one.NoticeNumber!, one.Iuv!, one.AmountCents)),
            options
                .SelectMany(option => option!["installments"]!.AsArray())
                .Select(one => ((string)one!["nav"]!, (string)one["iuv"]!, (long)one["amount"]!))
        );
    }

    [ReferenceFact]
    public async Task The_status_is_the_one_of_every_case_of_the_reference()
    {
        var rows = Reference.Rows("vectors/payment_options_status.tsv").ToList();
        var findings = new List<string>();
        foreach (var row in rows)
        {
            var found = await Tell(row[1], row[2], row[3], row[4], row[0] == "other organization" ? "77777777777" : Psp.Lecce);
            if (found != (row[5], row[6], row[7]))
            {
                findings.Add($"{row[0]}: {found}");
            }
        }

        Assert.True(findings.Count == 0, string.Join('\n', findings));
        Assert.Equal(12, rows.Count);
    }

    [Fact]
    public async Task A_cancelled_notice_is_still_known_and_says_why()
    {
        var document = await node.Issue(story: WithPlan);
        using var office = node.Office();
        await office.PaymentDocuments.CancelAsync(document.Id, new() { Reason = "Emesso per errore" });

        var (status, answer) = await Ask(document.Single().NoticeNumber!);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.All(
            answer["paymentOptions"]!.AsArray(),
            option => Assert.Equal(("PO_INVALID", "Annullata dall'ente."), ((string)option!["status"]!, (string)option["statusReason"]!))
        );
    }

    [Fact]
    public async Task A_cancelled_draft_stays_unknown()
    {
        var own = NoticeNumber.Compose("47", 4_242_424_243).Value;
        var draft = await node.Issue(story: request =>
        {
            request.Draft = true;
            request.DueOn = null;
            request.Options = [new() { Kind = "single", NoticeNumber = own }];
        });
        using var office = node.Office();
        await office.PaymentDocuments.CancelAsync(draft.Id, new() { Reason = "Emesso per errore" });

        Assert.Equal("404 ODP-107", ErrorOf(await Ask(own)));
    }

    [Fact]
    public async Task A_notice_paid_in_part_asks_for_what_it_lacks_and_a_paid_one_says_what_it_was()
    {
        var document = await node.Issue("mensa-scolastica");
        await node.PayAtCounter(document.Single().NoticeNumber, 4_001);
        Assert.Equal(("PO_UNPAID", 5_999L), await SingleOption());

        await node.PayAtCounter(document.Single().NoticeNumber, 5_999);
        Assert.Equal(("PO_PAID", 10_000L), await SingleOption());

        async Task<(string, long)> SingleOption()
        {
            var option = (await Ask(document.Single().NoticeNumber!)).Answer["paymentOptions"]![0]!;
            return ((string)option["status"]!, (long)option["amount"]!);
        }
    }

    [Fact]
    public async Task Only_an_option_whose_money_all_goes_to_postal_accounts_says_so()
    {
        var document = await node.Issue();
        Assert.False((bool)(await Ask(document.Single().NoticeNumber!)).Answer["paymentOptions"]![0]!["allCCP"]!);

        await node.Execute("UPDATE DebtItems SET Iban = 'IT94H0760116000000000506730' WHERE DocumentId = @Id", new { document.Id });

        Assert.True((bool)(await Ask(document.Single().NoticeNumber!)).Answer["paymentOptions"]![0]!["allCCP"]!);
    }

    [Fact]
    public async Task A_long_subject_is_cut_and_the_way_to_pay_is_not()
    {
        var document = await node.Issue(story: request => request.Subject = new string('a', 140));

        var option = (await Ask(document.Single().NoticeNumber!)).Answer["paymentOptions"]![0]!;

        Assert.Equal(140, ((string)option["description"]!).Length);
        Assert.EndsWith(" - rata unica", (string)option["description"]!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("8000851075", "301000000000000000", "400 ODP-101")]
    [InlineData(Psp.Lecce, "30100000000000000", "400 ODP-101")]
    [InlineData(Psp.Lecce, "30100000000000000X", "400 ODP-101")]
    [InlineData("80008510755", "301000000000000000", "400 ODP-104")] // wrong check digit
    [InlineData("77777777777", "301000000000000000", "400 ODP-104")]
    [InlineData(Psp.Lecce, "000000000000000000", "404 ODP-107")]
    [InlineData(Psp.Lecce, "999999999999999999", "404 ODP-107")]
    public async Task Every_other_address_gets_an_error_of_the_published_list(string organization, string noticeNumber, string expected) =>
        Assert.Equal(expected, ErrorOf(await Ask(noticeNumber, organization)));

    [Fact]
    public async Task A_row_that_cannot_be_read_is_an_error_of_the_system_and_is_logged()
    {
        var document = await node.Issue();
        await node.Execute("UPDATE DebtItems SET Iban = 'illeggibile' WHERE DocumentId = @Id", new { document.Id });

        Assert.Equal("500 ODP-103", ErrorOf(await Ask(document.Single().NoticeNumber!)));
        Assert.Contains("failure of payment options", node.Log, StringComparison.Ordinal);
    }

    /// <summary>Makes the situation that a row of the reference describes; returns the answer in the words of that row.</summary>
    private async Task<(string Option, string Installments, string Http)> Tell(
        string state,
        string kind,
        string installments,
        string today,
        string organization
    )
    {
        var before = node.Clock.GetCurrentInstant();
        try
        {
            node.Clock.Reset(Instant.FromUtc(2026, 10, 1, 10, 0));
            var document = state == "-" ? null : await Arrange(state, installments);
            node.Clock.Reset(
                today.Contains('T', StringComparison.Ordinal)
                    ? InstantPattern.General.Parse(today).Value
                    : (LocalDatePattern.Iso.Parse(today).Value + new LocalTime(12, 0)).InZoneStrictly(Rome.Zone).ToInstant()
            );
            var number = document?.Options[0].Installments[0].NoticeNumber ?? "301000000000000000";
            var answer = await Ask(number, organization);
            if (answer.Status != HttpStatusCode.OK)
            {
                return ("-", "-", ErrorOf(answer));
            }

            var option = answer.Answer["paymentOptions"]!
                .AsArray()
                .Single(one => kind == "installments" == ((int)one!["numberOfInstallments"]! > 1))!;
            return (
                (string)option["status"]!,
                string.Join(' ', option["installments"]!.AsArray().Select(one => (string)one!["status"]!)),
                "200"
            );
        }
        finally
        {
            node.Clock.Reset(before);
        }
    }

    private async Task<PaymentDocument> Arrange(string state, string installments)
    {
        var dates = Dates().Matches(installments).Select(match => LocalDatePattern.Iso.Parse(match.Value).Value).ToList();
        var isPlan = state == "partially-paid";
        // Due dates of this revenue do not roll over weekends.
        var document = await node.Issue(
            "mensa-scolastica",
            story: request =>
            {
                if (isPlan)
                {
                    WithPlan(request);
                }

                request.DueOn = isPlan || dates is [] || installments.StartsWith("valid", StringComparison.Ordinal) ? null : dates[0];
                request.PayableUntil = installments.Contains("payable until", StringComparison.Ordinal) ? dates[0] : null;
                request.ValidFrom = installments.StartsWith("valid", StringComparison.Ordinal) ? dates[0] : null;
                request.Draft = state == "draft";
                if (state == "draft")
                {
                    request.Options = [new() { Kind = "single", NoticeNumber = NoticeNumber.Compose("47", 4_242_424_244).Value }];
                }
            }
        );
        if (state is "paid" or "partially-paid")
        {
            var paid = document.Options[^1].Installments[0];
            await node.PayAtCounter(paid.NoticeNumber, paid.AmountCents);
        }
        else if (state == "issued + hold")
        {
            using var office = node.Office();
            await office.PaymentDocuments.SuspendAsync(document.Id, new() { Kind = "request", Reason = "Istanza di riesame" });
        }

        return document;
    }

    private async Task<(HttpStatusCode Status, JsonNode Answer)> Ask(string noticeNumber, string organization = Psp.Lecce)
    {
        using var http = node.Client();
        using var response = await http.PostAsync(
            $"/pagopa/payment-options/organizations/{organization}/notices/{noticeNumber}",
            content: null
        );
        var json = await response.Content.ReadAsStringAsync();
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        if (Reference.IsPresent)
        {
            var schema = response.StatusCode == HttpStatusCode.OK ? "PaymentOptionsResponse" : "ErrorResponse";
            Assert.Empty(Official.Value.Misfits(schema, json));
        }

        return (response.StatusCode, JsonNode.Parse(json)!);
    }

    private static string ErrorOf((HttpStatusCode Status, JsonNode Answer) answer)
    {
        Assert.Equal((int)answer.Status, (int)answer.Answer["httpStatusCode"]!);
        Assert.StartsWith("PAA_", (string)answer.Answer["errorMessage"]!, StringComparison.Ordinal);
        return $"{(int)answer.Status} {answer.Answer["appErrorCode"]}";
    }

    private static void WithPlan(IssuePaymentDocumentRequest request)
    {
        request.DueOn = null;
        request.Options =
        [
            new() { Kind = "single", DueOn = new LocalDate(2026, 12, 16) },
            new()
            {
                Kind = "installments",
                Plan = new()
                {
                    Count = 3,
                    FirstDueOn = new LocalDate(2026, 12, 16),
                    EveryMonths = 1,
                },
            },
        ];
    }

    [GeneratedRegex(@"\d{4}-\d\d-\d\d", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Dates();
}
