using System.Net;
using Lecce.Riscossione.Sdk;
using Lecce.Riscossione.Tests.Host;

namespace Lecce.Riscossione.Tests.PaymentDocuments;

public class FindTests(Town town) : IClassFixture<Town>
{
    [Fact]
    public async Task Every_document_is_listed_once_while_others_are_being_issued()
    {
        var before = new List<string>();
        for (var count = 0; count < 23; count++)
        {
            before.Add((await town.School.PaymentDocuments.IssueAsync(Sample.Document())).Id);
        }

        var seen = new List<string>();
        string? cursor = null;
        do
        {
            var page = await town.School.PaymentDocuments.FindAsync(limit: 5, cursor: cursor);
            Assert.InRange(page.Items.Count, 1, 5);
            seen.AddRange(page.Items.Select(item => item.Id));
            cursor = page.NextCursor;
            town.Api.Clock.AdvanceMilliseconds(1);
            await town.School.PaymentDocuments.IssueAsync(Sample.Document());
        } while (cursor is not null);

        Assert.Equal(seen.Distinct(StringComparer.Ordinal), seen);
        Assert.Equal(seen.OrderDescending(StringComparer.Ordinal), seen);
        Assert.Subset(seen.ToHashSet(StringComparer.Ordinal), before.ToHashSet(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_cursor_serves_only_the_list_for_which_it_was_made()
    {
        await town.Taxes.PaymentDocuments.IssueAsync(Sample.Document());
        await town.Taxes.PaymentDocuments.IssueAsync(Sample.Document());
        var page = await town.Taxes.PaymentDocuments.FindAsync(limit: 1);
        Assert.NotNull(page.NextCursor);

        await town
            .Taxes.PaymentDocuments.FindAsync(state: "issued", limit: 1, cursor: page.NextCursor)
            .Refused(HttpStatusCode.BadRequest, "invalid-cursor");
        await town.Taxes.PaymentDocuments.FindAsync(cursor: "AAAA").Refused(HttpStatusCode.BadRequest, "invalid-cursor");
    }

    [Fact]
    public async Task Each_filter_gives_what_it_names_and_nothing_else()
    {
        var rent = await town.Taxes.PaymentDocuments.IssueAsync(Sample.Document(revenueType: Town.Rent));
        var fee = await town.Taxes.PaymentDocuments.IssueAsync(Sample.Document());
        var cancelled = await town.Taxes.PaymentDocuments.IssueAsync(Sample.Document());
        await town.Taxes.PaymentDocuments.CancelAsync(cancelled.Id, new CancelPaymentDocumentRequest { Reason = "Errore" });
        var notice = fee.Options[0].Installments[0].NoticeNumber;

        Assert.Equal([fee.Id], Ids(await town.Taxes.PaymentDocuments.FindAsync(externalId: fee.ExternalId)));
        Assert.Equal([fee.Id], Ids(await town.Taxes.PaymentDocuments.FindAsync(noticeNumber: notice)));
        Assert.Equal([rent.Id], Ids(await town.Taxes.PaymentDocuments.FindAsync(revenueType: Town.Rent)));
        var withoutCancelled = Ids(await town.Taxes.PaymentDocuments.FindAsync(state: "issued", limit: 200));
        Assert.Contains(fee.Id, withoutCancelled);
        Assert.DoesNotContain(cancelled.Id, withoutCancelled);
        Assert.Contains(cancelled.Id, Ids(await town.Taxes.PaymentDocuments.FindAsync(state: "cancelled", limit: 200)));
        Assert.Empty(Ids(await town.Taxes.PaymentDocuments.FindAsync(department: Town.SchoolOffice)));
        Assert.Contains(fee.Id, Ids(await town.Everyone.PaymentDocuments.FindAsync(department: Town.TaxOffice, limit: 200)));
        Assert.Empty(Ids(await town.Taxes.PaymentDocuments.FindAsync(organization: Sample.Province)));
        Assert.Empty(Ids(await town.Taxes.PaymentDocuments.FindAsync(state: "draft", externalId: fee.ExternalId)));
    }

    [Fact]
    public async Task A_wrong_state_or_limit_is_refused()
    {
        await town.Taxes.PaymentDocuments.FindAsync(state: "lost").Refused(HttpStatusCode.UnprocessableEntity, "validation-failed");
        await town.Taxes.PaymentDocuments.FindAsync(limit: 0).Refused(HttpStatusCode.UnprocessableEntity, "validation-failed");
        await town.Taxes.PaymentDocuments.FindAsync(limit: 201).Refused(HttpStatusCode.UnprocessableEntity, "validation-failed");
    }

    [Fact]
    public async Task A_taxpayer_is_found_as_debtor_and_as_co_obligor_of_ones_own_department()
    {
        var (debtor, other) = (Sample.Person(41), Sample.Person(42));
        var own = Owed(by: debtor, with: null);
        var shared = Owed(by: other, with: debtor);
        var foreign = Owed(by: debtor, with: null);
        var first = await town.Taxes.PaymentDocuments.IssueAsync(own);
        var second = await town.Taxes.PaymentDocuments.IssueAsync(shared);
        var third = await town.School.PaymentDocuments.IssueAsync(foreign);

        Assert.Equal(Sorted(first.Id, second.Id), Sorted([.. await Search(town.Taxes, debtor)]));
        Assert.Equal([second.Id], await Search(town.Taxes, other.ToLowerInvariant()));
        Assert.Equal(Sorted(first.Id, second.Id, third.Id), Sorted([.. await Search(town.Everyone, debtor)]));
        Assert.Empty(await Search(town.Taxes, Sample.Person(43)));
    }

    private static IssuePaymentDocumentRequest Owed(string by, string? with)
    {
        var request = Sample.Document();
        request.Debtor.FiscalCode = by;
        request.CoObligors = with is null
            ? null
            :
            [
                new()
                {
                    Kind = "F",
                    FiscalCode = with,
                    FullName = "Anna Bianchi",
                },
            ];
        return request;
    }

    private static async Task<IReadOnlyList<string>> Search(RiscossioneClient client, string fiscalCode) =>
        Ids(await client.PaymentDocuments.SearchAsync(new SearchPaymentDocumentsRequest { DebtorFiscalCode = fiscalCode }));

    private static IReadOnlyList<string> Ids(PaymentDocumentPage page) => [.. page.Items.Select(item => item.Id)];

    private static IEnumerable<string> Sorted(params string[] ids) => ids.Order(StringComparer.Ordinal);
}
