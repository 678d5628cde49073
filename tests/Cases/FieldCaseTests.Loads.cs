using System.Net;
using System.Text.Json.Nodes;
using Lecce.Riscossione.Sdk;
using Lecce.Riscossione.Tests.BulkLoads;
using Lecce.Riscossione.Tests.Host;

namespace Lecce.Riscossione.Tests.Cases;

/// <summary>Files of many debts, as offices and spreadsheets write them, and debts that are issued or cancelled again.</summary>
public sealed partial class FieldCaseTests
{
    private const string Cancellation = """{"reason":"Importo sbagliato"}""";

    [Fact]
    public async Task Case_07_a_cancelled_debt_is_issued_again_only_by_replacing_it()
    {
        var debt = FieldOffice.Debt("CASO-07");
        var first = await office.Http.PostText("/v1/payment-documents", debt).Expect(HttpStatusCode.Created);
        await Cancel(first).Expect(HttpStatusCode.OK);

        await office.Http.PostText("/v1/payment-documents", debt).ExpectProblem(HttpStatusCode.Conflict, "document-cancelled");
        var issued = await office.Office.Load(Loads.Ndjson(debt));
        Assert.Equal((BulkLoadOutcomes.Rejected, "document-cancelled"), await OnlyOutcome(issued));

        var replaced = await office.Office.Load(Loads.Ndjson(debt), action: "replace");
        Assert.Equal((BulkLoadOutcomes.Replaced, null), await OnlyOutcome(replaced));
        var inForce = Assert.Single(await office.Documents("CASO-07"), one => one.State == DocumentStates.Issued);
        var document = await office.Office.PaymentDocuments.ReadAsync(inForce.Id);
        Assert.NotEqual((string?)first["id"], document.Id);
        Assert.NotEqual(NumberOf(first), document.Options[0].Installments[0].NoticeNumber);
        Assert.True(document.Options[0].Installments[0].Payable);
        Assert.Equal(
            (BulkLoadOutcomes.Unchanged, null),
            await OnlyOutcome(await office.Office.Load(Loads.Ndjson(debt), action: "replace"))
        );
    }

    [Fact]
    public async Task Case_16_cancelling_twice_is_no_error_and_has_one_effect()
    {
        var issued = await office.Http.PostText("/v1/payment-documents", FieldOffice.Debt("CASO-16")).Expect(HttpStatusCode.Created);

        var once = await Cancel(issued).Expect(HttpStatusCode.OK);
        var twice = await Cancel(issued).Expect(HttpStatusCode.OK);

        Assert.Equal((string?)once["state"], (string?)twice["state"]);
        Assert.Equal(once.ToJsonString(), twice.ToJsonString());
        var timeline = await office.Office.PaymentDocuments.ReadTimelineAsync((string)issued["id"]!);
        Assert.Single(timeline.Items, one => one.Type == "cancelled");
        var load = await office.Office.Load(Loads.Ndjson("""{"action":"cancel","externalId":"CASO-16"}"""));
        Assert.Equal((BulkLoadOutcomes.Unchanged, null), await OnlyOutcome(load));
    }

    private Task<HttpResponseMessage> Cancel(JsonNode document) =>
        office.Http.PostText($"/v1/payment-documents/{document["id"]}/cancellation", Cancellation);

    private async Task<(string Outcome, string? Code)> OnlyOutcome(BulkLoad load)
    {
        var result = Assert.Single(await office.Results(load));
        return (result.Outcome, result.Code);
    }

    private static string? NumberOf(JsonNode document) => (string?)document["options"]![0]!["installments"]![0]!["noticeNumber"];
}
