using System.Net;
using System.Text;
using Lecce.Riscossione.Sdk;
using Lecce.Riscossione.Tests.Channels.PagoPa;
using Lecce.Riscossione.Tests.Host;

namespace Lecce.Riscossione.Tests.Payments.Recovery;

/// <summary>A receipt that did not come is asked for, and its money recorded once, however the receipt comes in the end.</summary>
public sealed class ReceiptRecoveryTests(RecoveryHost host) : IClassFixture<RecoveryHost>
{
    [Fact]
    public async Task A_recovered_receipt_pays_its_notice_as_if_it_had_come()
    {
        var (iur, document) = (host.NewIur(), await host.Issue());
        var story = new BizStory(iur, document.Single().NoticeNumber!, 10_000);
        host.Biz.Serve(iur, story.Json);

        var recovery = await host.Request(iur);
        Assert.Equal(("pending", 0), (recovery.State, recovery.Attempts));
        await host.AttemptDue();

        var ended = await host.Read(recovery);
        var payment = Assert.Single(await host.PaymentsOf(iur));
        var receipt = Assert.Single(await host.ReceiptsOf(iur));
        Assert.Equal(
            ("recovered", 1, 200, null, receipt.Id, payment.Id),
            (ended.State, ended.Attempts, ended.LastStatus, ended.LastError, ended.ReceiptId, ended.PaymentId)
        );
        Assert.Equal(
            ("pagopa", "recovery", "exact", 10_000L, document.Id, "Banca d'Esempio"),
            (payment.Channel, payment.Origin, payment.Outcome, payment.AppliedCents, payment.DocumentId, payment.PspName)
        );
        Assert.Equal(NodaTime.Instant.FromUtc(2026, 11, 20, 17, 30, 15) + NodaTime.Duration.FromMilliseconds(500), payment.PaidAt);
        Assert.Equal(("pagopa-biz-json", "recorded", payment.Id), (receipt.Format, receipt.State, receipt.PaymentId));
        Assert.Equal("paid", (await host.Read(document)).State);
        Assert.Equal([(10_000L, "IT60X0542811101000000123456")], await TransfersOf(receipt.Id));
        Assert.Equal(story.Json, await ContentOf(office => office.Receipts.DownloadAsync(receipt.Id)));
        using var office = host.Office();
        var timeline = await office.PaymentDocuments.ReadTimelineAsync(document.Id);
        Assert.Contains(
            timeline.Items,
            one => one.Type == "payment-recorded" && $"{one.Data}".Contains("recovery", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task The_receipt_is_asked_for_by_its_names_and_with_the_key()
    {
        var (plain, withIuv) = ($"{host.NewIur()[..30]}/+%", host.NewIur());
        await host.Request(plain);
        await host.Request(withIuv, "01000000012345678");

        await host.AttemptDue();

        Assert.Contains($"/organizations/{Psp.Lecce}/receipts/{Uri.EscapeDataString(plain)}", host.Biz.Asked);
        Assert.Contains($"/organizations/{Psp.Lecce}/receipts/{withIuv}/paymentoptions/01000000012345678", host.Biz.Asked);
        Assert.All(host.Biz.Keys, key => Assert.Equal(RecoveryHost.Key, key));
    }

    [Fact]
    public async Task The_late_receipt_of_the_Node_is_a_duplicate_without_effect_and_its_bytes_are_kept()
    {
        var (iur, document) = (host.NewIur(), await host.Issue());
        host.Biz.Serve(iur, new BizStory(iur, document.Single().NoticeNumber!, 10_000).Json);
        await host.Request(iur);
        await host.AttemptDue();
        var events = await host.CountEvents();
        var story = document.Single().Receipt(iur);
        var message = host.Psp.Envelope("paSendRTV2Request", story.Xml(Psp.Lecce));

        var answer = await host.Psp.SendRaw("paSendRTV2", message);
        var again = await host.Psp.SendReceiptV2(story with { PaidAt = "2026-11-23T12:00:01" });

        Assert.Equal(("KO", "PAA_RECEIPT_DUPLICATA"), (answer.Outcome, answer.Fault));
        Assert.Equal("PAA_RECEIPT_DUPLICATA", again.Fault);
        Assert.Equal(10_000, Assert.Single(await host.PaymentsOf(iur)).AppliedCents);
        Assert.Equal(events, await host.CountEvents());
        var receipt = Assert.Single(await host.ReceiptsOf(iur));
        Assert.Equal(("pagopa-biz-json", "pagopa-rt-v2"), (receipt.Format, receipt.Late!.Format));
        Assert.Equal(message, await ContentOf(office => office.Receipts.DownloadLateAsync(receipt.Id)));
        Assert.Single(await TransfersOf(receipt.Id));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_stamp_comes_with_the_recovered_receipt_or_with_the_late_one(bool isInJson)
    {
        var hash = StampStory.NewHash();
        var (iur, document) = (host.NewIur(), await host.Issue(story: request => request.Items = [StampStory.Item(hash)]));
        var stamp = StampStory.Sell(hash, iur);
        var mbd = isInJson ? $"\"{Convert.ToBase64String(stamp)}\"" : "null";
        host.Biz.Serve(iur, new BizStory(iur, document.Single().NoticeNumber!, StampStory.Cents) { Mbd = mbd }.Json);
        await host.Request(iur);
        await host.AttemptDue();
        using var office = host.Office();
        Assert.Equal(
            isInJson ? ["valid"] : [],
            (await office.PaymentDocuments.ReadStampsAsync(document.Id)).Items.Select(one => one.State)
        );

        var late = await host.Psp.SendReceiptV2(StampStory.Receipt(iur, document, stamp));

        Assert.Equal("PAA_RECEIPT_DUPLICATA", late.Fault);
        Assert.Equal(["valid"], (await office.PaymentDocuments.ReadStampsAsync(document.Id)).Items.Select(one => one.State));
    }

    [Fact]
    public async Task A_receipt_that_comes_first_ends_the_recovery_without_a_call()
    {
        var (iur, document) = (host.NewIur(), await host.Issue());
        var recovery = await host.Request(iur);
        await host.AttemptDue();
        Assert.Equal(("pending", "not-found", 404), Facts(await host.Read(recovery)));
        await host.Psp.SendReceiptV2(document.Single().Receipt(iur));

        var ended = await host.AttemptNext(recovery);

        Assert.Equal(("already-received", 1), (ended.State, ended.Attempts));
        Assert.Single(host.Biz.Asked, path => path.EndsWith(iur, StringComparison.Ordinal));
        Assert.NotNull(ended.PaymentId);
        Assert.Equal("receipt", Assert.Single(await host.PaymentsOf(iur)).Origin);
        Assert.Equal("already-received", (await host.Request(iur)).State);
        using var office = host.Office();
        await office.Receipts.DownloadLateAsync(ended.ReceiptId!).Refused(HttpStatusCode.NotFound, "receipt-not-found");
    }

    [Fact]
    public async Task A_receipt_that_is_there_already_is_not_asked_for()
    {
        var (iur, document) = (host.NewIur(), await host.Issue());
        await host.Psp.SendReceipt(document.Single().Receipt(iur));

        var recovery = await host.Request(iur);

        Assert.Equal(("already-received", 0), (recovery.State, recovery.Attempts));
        Assert.NotNull(recovery.EndedAt);
    }

    [Fact]
    public async Task A_receipt_that_comes_while_it_is_fetched_is_recorded_once()
    {
        var (iur, document) = (host.NewIur(), await host.Issue());
        var recovery = await host.Request(iur);
        var json = new BizStory(iur, document.Single().NoticeNumber!, 10_000).Json;
        host.Biz.Next(async context =>
        {
            Assert.Equal("OK", (await host.Psp.SendReceiptV2(document.Single().Receipt(iur))).Outcome);
            await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(json));
        });

        await host.AttemptDue();

        Assert.Equal("already-received", (await host.Read(recovery)).State);
        Assert.Equal("pagopa-rt-v2", Assert.Single(await host.ReceiptsOf(iur)).Format);
        Assert.Equal("receipt", Assert.Single(await host.PaymentsOf(iur)).Origin);
    }

    [Fact]
    public async Task Recovered_money_for_what_is_paid_or_unknown_is_classified_as_any_other()
    {
        var document = await host.Issue();
        await host.PayAtCounter(document.Single().NoticeNumber, 10_000);
        var (twice, unknown) = (host.NewIur(), host.NewIur());
        host.Biz.Serve(twice, new BizStory(twice, document.Single().NoticeNumber!, 10_000).Json);
        host.Biz.Serve(unknown, new BizStory(unknown, "301999999999999999", 55).Json);
        await host.Request(twice);
        await host.Request(unknown);

        await host.AttemptDue();

        Assert.Equal("duplicate", Assert.Single(await host.PaymentsOf(twice)).Outcome);
        Assert.Equal("notice-unknown", Assert.Single(await host.PaymentsOf(unknown)).Reason);
    }

    [Fact]
    public async Task The_same_IUR_is_the_same_recovery_and_another_IUV_contradicts_it()
    {
        var iur = host.NewIur();
        var first = await host.Request(iur, "01000000012345678");

        Assert.Equal(first.Id, (await host.Request(iur, "01000000012345678")).Id);
        Assert.Equal(first.Id, (await host.Request(iur)).Id);
        await host.Request(iur, "01000000012345679").Refused(HttpStatusCode.Conflict, "receipt-recovery-differs");
        using var office = host.Office();
        Assert.Equal(first.Id, Assert.Single((await office.Receipts.FindRecoveriesAsync(iur: iur, state: "pending")).Items).Id);
        Assert.Empty((await office.Receipts.FindRecoveriesAsync(iur: iur, state: "failed")).Items);
    }

    [Fact]
    public async Task An_IUV_that_a_later_request_adds_is_asked_for_from_then_on()
    {
        var iur = host.NewIur();
        var first = await host.Request(iur);

        Assert.Equal((first.Id, "01000000012345678"), ((await host.Request(iur, "01000000012345678")).Id, (await host.Read(first)).Iuv));
        await host.Request(iur, "01000000012345679").Refused(HttpStatusCode.Conflict, "receipt-recovery-differs");
        await host.AttemptDue();
        Assert.Contains($"/organizations/{Psp.Lecce}/receipts/{iur}/paymentoptions/01000000012345678", host.Biz.Asked);
    }

    [Theory]
    [InlineData("", null)]
    [InlineData(".", null)]
    [InlineData("..", null)]
    [InlineData("con spazio", null)]
    [InlineData("è", null)]
    [InlineData("123456789012345678901234567890123456", null)]
    [InlineData("abc", "")]
    [InlineData("abc", "../x")]
    public async Task Names_that_no_receipt_has_are_refused(string iur, string? iuv) =>
        await host.Request(iur, iuv).Refused(HttpStatusCode.UnprocessableEntity, "validation-failed");

    [Fact]
    public async Task An_unknown_organization_is_not_found() =>
        await host.Request("abc", organization: Sample.Organization).Refused(HttpStatusCode.NotFound, "organization-not-found");

    [Fact]
    public async Task Requests_at_the_same_moment_file_one_recovery()
    {
        var iur = host.NewIur();

        var filed = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => host.Request(iur))));

        Assert.Single(filed.Select(one => one.Id).Distinct(StringComparer.Ordinal));
    }

    private static (string State, string? Error, int? Status) Facts(ReceiptRecovery recovery) =>
        (recovery.State, recovery.LastError, recovery.LastStatus);

    private Task<IReadOnlyList<(long, string)>> TransfersOf(string receiptId) =>
        host.Db.Read(
            sql =>
                sql.Rows<(long, string)>("SELECT AmountCents, Iban FROM ReceiptTransfers WHERE ReceiptId = @receiptId", new { receiptId }),
            CancellationToken.None
        );

    private async Task<string> ContentOf(Func<RiscossioneClient, Task<FileResponse>> download)
    {
        using var office = host.Office();
        using var file = await download(office);
        using var reader = new StreamReader(file.Content);
        return await reader.ReadToEndAsync();
    }
}
