using System.Net;
using System.Reflection;
using System.Text.Json.Nodes;
using Lecce.Riscossione.Api.Contract;
using Lecce.Riscossione.Sdk;
using Lecce.Riscossione.Tests.Host;
using static Lecce.Riscossione.Tests.Sdk.ScriptedApi;

namespace Lecce.Riscossione.Tests.Sdk;

/// <summary>The client's properties, one for each tag of the contract.</summary>
public sealed class ResourceTests
{
    private const string Page =
        """{"items":[{"code":"CODE","name":"Ufficio","etag":"1","createdAt":"2026-01-01T00:00:00Z","updatedAt":"2026-01-01T00:00:00Z"}],"nextCursor":NEXT}""";

    private static readonly JsonNode Document = JsonNode.Parse(Repository.Text("openapi/riscossione.v1.json"))!;

    [Theory]
    [InlineData("IssuePaymentDocument", "PaymentDocuments", "Issue")]
    [InlineData("FindPaymentDocuments", "PaymentDocuments", "Find")]
    [InlineData("ReadPaymentDocumentTimeline", "PaymentDocuments", "ReadTimeline")]
    [InlineData("DownloadNotice", "PaymentDocuments", "DownloadNotice")]
    [InlineData("CreateNoticeBatch", "NoticeBatches", "Create")]
    [InlineData("ReadStatus", "Status", "Read")]
    [InlineData("RotateWebhookSecret", "Webhooks", "RotateSecret")]
    [InlineData("FindReceiptRecoveries", "Receipts", "FindRecoveries")]
    public void A_method_is_named_as_its_operation_without_the_noun_of_its_resource(string operation, string resource, string name) =>
        Assert.Equal(name, CSharpOperation.NameOf(operation, resource));

    [Fact]
    public void Every_operation_is_a_virtual_method_of_its_resource()
    {
        foreach (var operation in CSharpOperation.All(Document))
        {
            var resource = typeof(RiscossioneClient).GetProperty(operation.Resource)!;
            Assert.True(resource.GetMethod!.IsVirtual, operation.Resource);
            var method = resource.PropertyType.GetMethod(operation.Name + "Async")!;
            Assert.True(method.IsVirtual, operation.Id);
            Assert.Equal(
                [typeof(RequestOptions), typeof(CancellationToken)],
                method.GetParameters().TakeLast(2).Select(parameter => parameter.ParameterType)
            );
        }
    }

    [Fact]
    public async Task A_former_method_forwards_to_the_resource_and_says_so()
    {
        var api = new ScriptedApi(Answer(HttpStatusCode.OK, """{"id":"1"}"""));
        var former = typeof(RiscossioneClient).GetMethod("CancelPaymentDocumentAsync")!;

        var call = (Task)
            former.Invoke(Client(api), ["7", new CancelPaymentDocumentRequest { Reason = "Sgravio" }, "\"3\"", CancellationToken.None])!;
        // The scripted answer is no document.
        await Assert.ThrowsAsync<RiscossioneException>(() => call);

        Assert.Equal("Usare PaymentDocuments.CancelAsync.", former.GetCustomAttribute<ObsoleteAttribute>()?.Message);
        Assert.Equal(["POST /v1/payment-documents/7/cancellation"], api.Calls);
        Assert.Equal(["\"3\""], api.Versions);
    }

    [Fact]
    public async Task All_items_of_a_list_come_by_one_call()
    {
        var api = new ScriptedApi(Answer(HttpStatusCode.OK, PageOf("a", "\"2\"")), Answer(HttpStatusCode.OK, PageOf("b", "null")));

        var codes = await Client(api).Organizations.FindAllDepartmentsAsync("80008510754", limit: 1).Select(one => one.Code).ToListAsync();

        Assert.Equal(["a", "b"], codes);
        Assert.Equal(
            ["GET /v1/organizations/80008510754/departments?limit=1", "GET /v1/organizations/80008510754/departments?limit=1&cursor=2"],
            api.Calls
        );
    }

    [Theory]
    [InlineData("completed")]
    [InlineData("failed")]
    [InlineData("cancelled")]
    public async Task A_batch_is_read_until_it_has_ended(string end)
    {
        string[] states = ["waiting", "running", end];
        var api = new ScriptedApi([.. states.Select(state => Answer(HttpStatusCode.OK, BatchIn(state)))]);
        var seen = new List<string>();

        var batch = await Client(api).NoticeBatches.WaitForCompletionAsync("7", TimeSpan.Zero, new Seen(seen));

        Assert.Equal(end, batch.State);
        Assert.Equal(states, seen);
        Assert.Equal(Enumerable.Repeat("GET /v1/notice-batches/7", states.Length), api.Calls);
    }

    [Fact]
    public async Task A_resource_can_be_replaced_by_a_double()
    {
        using var client = new ClientDouble();

        Assert.Equal("uffici", (await client.Organizations.ReadDepartmentAsync("80008510754", "uffici")).Code);
    }

    private static string PageOf(string code, string next) =>
        Page.Replace("CODE", code, StringComparison.Ordinal).Replace("NEXT", next, StringComparison.Ordinal);

    /// <summary>The recorded batch, in another state.</summary>
    private static string BatchIn(string state)
    {
        var batch = JsonNode.Parse(Repository.Text("openapi/examples/ReadNoticeBatch.json"))!["answers"]!["200"]!["application/json"]!;
        batch["state"] = state;
        return batch.ToJsonString();
    }

    private static RiscossioneClient Client(ScriptedApi api) =>
        new(new HttpClient(api), new RiscossioneOptions { BaseAddress = new Uri("http://localhost"), ApiKey = "secret" });

    /// <summary>Receives each report at once; the framework's Progress posts it for later.</summary>
    private sealed class Seen(List<string> states) : IProgress<NoticeBatch>
    {
        public void Report(NoticeBatch value) => states.Add(value.State);
    }

    private sealed class ClientDouble : RiscossioneClient
    {
        public override OrganizationsClient Organizations { get; } = new OrganizationsDouble();
    }

    private sealed class OrganizationsDouble : OrganizationsClient
    {
        public override Task<Department> ReadDepartmentAsync(
            string organization,
            string department,
            RequestOptions? options = null,
            CancellationToken cancellationToken = default
        ) =>
            Task.FromResult(
                new Department
                {
                    Code = department,
                    Name = "Ufficio",
                    Etag = "1",
                    CreatedAt = default,
                    UpdatedAt = default,
                }
            );
    }
}
