using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Lecce.Riscossione.Tests.Host;
using NodaTime;
using NodaTime.Text;

namespace Lecce.Riscossione.Tests.Channels.PagoPa;

/// <summary>What the Node is told about a payable notice.</summary>
public sealed partial class NodeQuestionTests(NodeHost node) : IClassFixture<NodeHost>
{
    private const string TreasuryIban = "IT91V0542811101000000506001";
    private const string PostalIban = "IT94H0760116000000000506730";
    private const string ProvinceIban = "IT98S0542811101000000999001";
    private const string ProvincePostalIban = "IT52S0760116000000000999001";
    private const string FinesIban = "IT68W0542811101000000506002";
    private const string Postal = "<transferType>POSTAL</transferType>";

    [Fact]
    public async Task Asking_changes_nothing_and_leaves_the_notice_payable()
    {
        var document = await node.Issue();
        var noticeNumber = document.Single().NoticeNumber;
        var before = await Traces();

        await node.Psp.Verify(noticeNumber);
        await node.Psp.Get(noticeNumber);
        await node.Psp.GetV2(noticeNumber, Postal);
        await node.Psp.GetV2(noticeNumber);

        Assert.Equal(before, await Traces());
        var after = await node.Read(document);
        Assert.Equal((document.UpdatedAt, true), (after.UpdatedAt, after.Single().Payable));
        Assert.Equal("OK", (await node.Psp.Verify(noticeNumber)).Outcome);
    }

    [Fact]
    public async Task An_undated_notice_is_verified_without_due_date_and_activated_with_the_default_of_the_organization()
    {
        var noticeNumber = (await node.Issue(story: request => request.DueOn = null)).Single().NoticeNumber;
        using var office = node.Office();
        var organization = await office.Organizations.ReadAsync(Psp.Lecce);
        var expected = LocalDatePattern.Iso.Format(new LocalDate(2026, 11, 23).PlusDays(organization.DefaultDueDays));

        Assert.Null((await node.Psp.Verify(noticeNumber))["dueDate"]);
        Assert.Equal(expected, (await node.Psp.Get(noticeNumber))["dueDate"]);
        Assert.Equal(expected, (await node.Psp.GetV2(noticeNumber))["dueDate"]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_amount_is_the_sum_of_the_transfers_and_the_Province_gets_its_own(bool v2)
    {
        var document = await node.Issue(story: request => request.Items = [NodeHost.Item("tari", 28_801), NodeHost.Item("tefa", 1_440)]);
        var installment = document.Single();

        var answer = v2 ? await node.Psp.GetV2(installment.NoticeNumber) : await node.Psp.Get(installment.NoticeNumber);

        Assert.Equal(("OK", "302.41", "2026-12-16"), (answer.Outcome, answer["paymentAmount"], answer["dueDate"]));
        Assert.Equal((installment.Iuv, "Comune di Lecce"), (answer["creditorReferenceId"], answer["companyName"]));
        Assert.Equal([("288.01", Psp.Lecce, TreasuryIban), ("14.40", NodeHost.Province, ProvinceIban)], answer.Transfers);
    }

    [Theory]
    [InlineData("paGetPayment", "paGetPaymentReq")]
    [InlineData("paGetPaymentV2", "paGetPaymentV2Request")]
    public async Task A_request_for_the_postal_circuit_gets_the_postal_accounts_that_exist(string operation, string rootElement)
    {
        var document = await node.Issue(story: request =>
            request.Items = [NodeHost.Item("tari", 9_000), NodeHost.Item("tefa", 450), NodeHost.Item("sanzioni-cds", 100)]
        );
        var content = node.Psp.QrCode(document.Single().NoticeNumber) + Postal;

        var answer = await node.Psp.SendRaw(operation, node.Psp.Envelope(rootElement, content));

        Assert.Equal(
            [("90.00", Psp.Lecce, PostalIban), ("4.50", NodeHost.Province, ProvincePostalIban), ("1.00", Psp.Lecce, FinesIban)],
            answer.Transfers
        );
    }

    [Fact]
    public async Task A_revenue_without_postal_account_cannot_be_paid_on_the_postal_circuit_only()
    {
        var noticeNumber = (await node.Issue("sanzioni-cds")).Single().NoticeNumber;

        Assert.Equal("PAA_SEMANTICA", (await node.Psp.GetV2(noticeNumber, Postal)).Fault);
        Assert.Equal("OK", (await node.Psp.GetV2(noticeNumber, "<transferType>PAGOPA</transferType>")).Outcome);
    }

    [Fact]
    public async Task A_notice_paid_in_part_asks_for_what_is_left()
    {
        var noticeNumber = (await node.Issue("mensa-scolastica", 10_000)).Single().NoticeNumber;

        var payment = await node.PayAtCounter(noticeNumber, 4_001);

        Assert.Equal("partial", payment.Outcome);
        Assert.Equal("59.99", (await node.Psp.Verify(noticeNumber))["amount"]);
        var activated = await node.Psp.GetV2(noticeNumber);
        Assert.Equal("59.99", activated["paymentAmount"]);
        Assert.Equal("59.99", Assert.Single(activated.Transfers).Amount);
    }

    [Fact]
    public async Task The_remittance_text_names_the_notice_and_no_person()
    {
        var document = await node.Issue(story: request => request.Items = [NodeHost.Item("tari", 9_000), NodeHost.Item("tefa", 450)]);

        var answer = await node.Psp.GetV2(document.Single().NoticeNumber);

        var reasons = XDocument.Parse(Encoding.UTF8.GetString(answer.Bytes)).Descendants("remittanceInformation").Select(one => one.Value);
        Assert.Collection(
            reasons,
            first => Assert.Equal((document.Single().Iuv, "90.00"), PartsOf(first)),
            second => Assert.Equal((document.Single().Iuv, "4.50"), PartsOf(second))
        );
        Assert.All(reasons, reason => Assert.DoesNotContain("Rossi", reason, StringComparison.OrdinalIgnoreCase));
        Assert.All(reasons, reason => Assert.DoesNotContain("RSSMRA", reason, StringComparison.OrdinalIgnoreCase));
    }

    private static (string Iuv, string Amount) PartsOf(string reason)
    {
        var match = ReasonPattern().Match(reason);
        Assert.True(match.Success, reason);
        return (match.Groups["iuv"].Value, match.Groups["amount"].Value);
    }

    /// <summary>How much is written anywhere: versions of the documents, lines of ledger and timeline, money, receipts, events.</summary>
    private Task<string?> Traces() =>
        node.Db.Read(
            sql =>
                sql.Value<string>(
                    """
                    SELECT CONCAT(
                        (SELECT SUM(Version) FROM PaymentDocuments), ' ',
                        (SELECT COUNT(*) FROM Movements), ' ',
                        (SELECT COUNT(*) FROM TimelineEvents), ' ',
                        (SELECT COUNT(*) FROM Payments), ' ',
                        (SELECT COUNT(*) FROM Receipts), ' ',
                        (SELECT COUNT(*) FROM Events))
                    """
                ),
            CancellationToken.None
        );

    [GeneratedRegex(@"\A/RFB/(?<iuv>\d{17})/(?<amount>\d+\.\d{2})(/TXT/[^/]{1,100})?\z", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex ReasonPattern();
}
