using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using Lecce.Riscossione.Api.BulkLoads;
using Lecce.Riscossione.Api.Channels.PagoPa;
using Lecce.Riscossione.Api.Checkouts;
using Lecce.Riscossione.Api.NoticeBatches;
using Lecce.Riscossione.Api.Payments.Recovery;
using Lecce.Riscossione.Api.SpontaneousPayments;
using Lecce.Riscossione.Api.Webhooks;
using Lecce.Riscossione.Sdk;
using Lecce.Riscossione.Tests.Checkouts;
using Lecce.Riscossione.Tests.Host;
using Lecce.Riscossione.Tests.Payments.Recovery;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Lecce.Riscossione.Tests.Contract;

/// <summary>A walk through the whole API in the seeded municipality, each operation in a sensible place of one story.</summary>
internal static partial class EveryOperation
{
    private static readonly TimeSpan MaxWait = TimeSpan.FromMinutes(2);
    private const string Organization = "/v1/organizations/80008510754";
    private const string SecondIban = "IT60X0542811101000000123456";
    private const string Document = """
        {"externalId":"TARI-2026-000001","subject":"TARI 2026","debtor":{"kind":"F","fiscalCode":"RSSMRA45C12F205C","fullName":"Mario Rossi"},"items":[{"revenueType":"tari","year":2026,"amountCents":28800},{"revenueType":"tefa","year":2026,"amountCents":1440}],"options":[{"kind":"single","dueOn":"2026-12-16"},{"kind":"installments","plan":{"count":3,"firstDueOn":"2026-12-16","everyMonths":2}}]}
        """;

    // A picture of one red pixel.
    private const string Logo =
        """{"content":"iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC"}""";

    /// <summary>The recorded calls, by operation.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> Record()
    {
        await using var carts = new CartServer();
        await using var biz = new BizServer();
        var api = new IdleHost(carts, biz);
        await api.InitializeAsync();
        try
        {
            using var calls = new CallRecorder(api);
            await Administer(calls, api.AdminKey);
            var key = await Keys(calls, api.AdminKey);
            await Webhooks(calls, key);
            var (id, notice) = await Documents(calls, key);
            await Payments(calls, api, key, notice);
            await Recoveries(calls, api, biz, key);
            await calls.Call("ReadPaymentDocumentTimeline", "GET", $"/v1/payment-documents/{id}/timeline", key);
            await calls.Call("ReadPaymentDocumentMovements", "GET", $"/v1/payment-documents/{id}/movements", key);
            await calls.Call("DownloadPaymentDocumentSummary", "GET", $"/v1/payment-documents/{id}/summary", key);
            await calls.Call("DownloadNotice", "GET", $"/v1/payment-documents/{await Other(calls, key)}/notice", key);
            var late = await Spontaneous(calls, key);
            await Loads(calls, api, key);
            await Batches(calls, api, key);
            await Checkouts(calls, api, key);
            await PayLate(api, late);
            await Events(calls, api, key);
            await Stamps(calls, api, key);
            await calls.Call("ReadStatus", "GET", "/status", key);
            return calls.Files;
        }
        finally
        {
            await api.DisposeAsync();
        }
    }

    private static async Task Administer(CallRecorder calls, string admin)
    {
        await CreateTwice(
            calls,
            "CreateOrganization",
            "/v1/organizations",
            admin,
            """{"fiscalCode":"80001250754","name":"Comune di Esempio","segregationCode":"48"}"""
        );
        await calls.Call("FindOrganizations", "GET", "/v1/organizations", admin);
        await calls.Call("ReadOrganization", "GET", Organization, admin);
        await calls.Call(
            "ChangeOrganization",
            "PUT",
            "/v1/organizations/80001250754",
            admin,
            """{"name":"Comune di Esempio","segregationCode":"48","defaultDueDays":60}"""
        );
        await calls.Call("SetOrganizationLogo", "PUT", $"{Organization}/logo", admin, Logo);
        await calls.Call("ReadOrganizationLogo", "GET", $"{Organization}/logo", admin);
        await calls.Call("RemoveOrganizationLogo", "DELETE", $"{Organization}/logo", admin);
        await CreateTwice(
            calls,
            "CreateDepartment",
            $"{Organization}/departments",
            admin,
            """{"code":"istruzione","name":"Ufficio Istruzione"}"""
        );
        await calls.Call("FindDepartments", "GET", $"{Organization}/departments", admin);
        await calls.Call("ReadDepartment", "GET", $"{Organization}/departments/istruzione", admin);
        await calls.Call(
            "ChangeDepartment",
            "PUT",
            $"{Organization}/departments/istruzione",
            admin,
            """{"name":"Ufficio Istruzione e Mense"}"""
        );
        await CreateTwice(
            calls,
            "CreateBankAccount",
            $"{Organization}/bank-accounts",
            admin,
            $$"""{"iban":"{{SecondIban}}","name":"Conto mense"}"""
        );
        await calls.Call("FindBankAccounts", "GET", $"{Organization}/bank-accounts", admin);
        await calls.Call("ReadBankAccount", "GET", $"{Organization}/bank-accounts/{SecondIban}", admin);
        await calls.Call(
            "ChangeBankAccount",
            "PUT",
            $"{Organization}/bank-accounts/{SecondIban}",
            admin,
            """{"name":"Conto mense scolastiche"}"""
        );
        var settings = $$"""{"name":"Trasporto scolastico","category":"tax","taxonomyCode":"9/0101101IM/","iban":"{{SecondIban}}"}""";
        await CreateTwice(
            calls,
            "CreateRevenueType",
            $"{Organization}/revenue-types",
            admin,
            settings.Replace("{", """{"code":"trasporto-scolastico",""", StringComparison.Ordinal)
        );
        await calls.Call("FindRevenueTypes", "GET", $"{Organization}/revenue-types?limit=2", admin);
        await calls.Call("ReadRevenueType", "GET", $"{Organization}/revenue-types/tari", admin);
        await calls.Call("ChangeRevenueType", "PUT", $"{Organization}/revenue-types/trasporto-scolastico", admin, settings);
        await calls.Call("FindSpontaneousServices", "GET", $"{Organization}/spontaneous-services", admin);
        await calls.Call("ReadSpontaneousService", "GET", $"{Organization}/spontaneous-services/mensa-scolastica?lang=en", admin);
        await calls.Call(
            "MoveRevenueTypeAccount",
            "POST",
            $"{Organization}/revenue-types/trasporto-scolastico/account-moves",
            admin,
            """{"fromIban":"IT91V0542811101000000506001","reason":"Nuovo conto di tesoreria","dryRun":true}"""
        );
    }

    /// <summary>The key of the tax office's system.</summary>
    private static async Task<string> Keys(CallRecorder calls, string admin)
    {
        var issued = await calls.Call(
            "IssueApiKey",
            "POST",
            "/v1/api-keys",
            admin,
            """{"name":"Gestionale tributi","organization":"80008510754","department":"tributi","scopes":["documents:read","documents:write","bulk-loads:read","bulk-loads:write","payments:read","payments:record","receipts:read","notices:read","notices:lookup","spontaneous:read","spontaneous:write","checkouts:read","checkouts:write","webhooks:manage"]}""",
            HttpStatusCode.Created
        );
        var rotated = await calls.Call(
            "RotateApiKey",
            "POST",
            $"/v1/api-keys/{issued["id"]}/rotations",
            admin,
            """{"previousValidUntil":"2026-11-24T11:00:00Z"}""",
            HttpStatusCode.Created
        );
        await calls.Call(
            "ChangeApiKey",
            "PUT",
            $"/v1/api-keys/{issued["id"]}",
            admin,
            """{"name":"Gestionale tributi","expiresAt":"2027-11-23T11:00:00Z"}"""
        );
        await calls.Call("FindApiKeys", "GET", "/v1/api-keys", admin);
        const string Unused =
            """{"name":"Gestionale dismesso","organization":"80008510754","department":"tributi","scopes":["documents:read"]}""";
        using var spare = await calls.Client(admin).PostText("/v1/api-keys", Unused);
        var id = (string)JsonNode.Parse(await spare.Content.ReadAsStringAsync())!["id"]!;
        await calls.Call("RevokeApiKey", "DELETE", $"/v1/api-keys/{id}", admin);
        return (string)rotated["key"]!;
    }

    private static async Task<(string Id, string NoticeNumber)> Documents(CallRecorder calls, string key)
    {
        var issued = await CreateTwice(calls, "IssuePaymentDocument", "/v1/payment-documents", key, Document);
        var id = (string)issued["id"]!;
        await calls.Call("ReadPaymentDocument", "GET", $"/v1/payment-documents/{id}", key);
        await calls.Call("FindPaymentDocuments", "GET", "/v1/payment-documents?externalId=TARI-2026-000001", key);
        await calls.Call(
            "SearchPaymentDocuments",
            "POST",
            "/v1/payment-documents/searches",
            key,
            """{"debtorFiscalCode":"RSSMRA45C12F205C","state":"issued","limit":1}"""
        );
        var draft = await Issue(calls, key, "000003", ""","draft":true}""");
        await calls.Call("PublishPaymentDocument", "POST", $"/v1/payment-documents/{draft}/publication", key);
        await calls.Call(
            "CancelPaymentDocument",
            "POST",
            $"/v1/payment-documents/{draft}/cancellation",
            key,
            """{"reason":"Emesso per errore"}"""
        );
        await calls.Call(
            "SuspendPaymentDocument",
            "POST",
            $"/v1/payment-documents/{id}/suspensions",
            key,
            """{"kind":"law","reason":"Eventi eccezionali","dryRun":true}"""
        );
        await calls.Call(
            "SuspendPaymentDocument",
            "POST",
            $"/v1/payment-documents/{id}/suspensions",
            key,
            """{"kind":"request","until":"2026-12-31","reason":"Istanza di riesame","order":{"number":"DET-2026-114","date":"2026-11-23"}}""",
            HttpStatusCode.Created
        );
        await calls.Call(
            "ResumePaymentDocument",
            "POST",
            $"/v1/payment-documents/{id}/resumption",
            key,
            """{"reason":"Riesame concluso"}"""
        );
        await calls.Call("ReadPaymentDocumentSuspensions", "GET", $"/v1/payment-documents/{id}/suspensions", key);
        return (id, (string)issued["options"]![1]!["installments"]![0]!["noticeNumber"]!);
    }

    private static async Task Payments(CallRecorder calls, ApiHost api, string key, string notice)
    {
        var recorded = await CreateTwice(
            calls,
            "RecordPayment",
            "/v1/payments",
            key,
            $$"""{"channel":"counter","channelPaymentId":"SPORTELLO-1","noticeNumber":"{{notice}}","amountCents":10080,"paidAt":"2026-11-23T10:00:00Z"}"""
        );
        await calls.Call("ReadPayment", "GET", $"/v1/payments/{recorded["id"]}", key);
        await calls.Call("DownloadQuittance", "GET", $"/v1/payments/{recorded["id"]}/quittance", key);
        await calls.Call("FindPayments", "GET", "/v1/payments", key);
        var other = JsonNode.Parse(await calls.Client(key).GetStringAsync($"/v1/payment-documents/{await Other(calls, key)}"))!;
        var number = (string)other["options"]![1]!["installments"]![0]!["noticeNumber"]!;
        using var node = api.Client();
        Assert.Equal("OK", (await new Psp(node).SendReceiptV2(new ReceiptStory("rt-0001", number, 10_080))).Outcome);
        var receipts = await calls.Call("FindReceipts", "GET", "/v1/receipts", key);
        await calls.Call("ReadReceipt", "GET", $"/v1/receipts/{receipts["items"]![0]!["id"]}", key);
        await calls.Call("DownloadReceipt", "GET", $"/v1/receipts/{receipts["items"]![0]!["id"]}/content", key);
    }

    /// <summary>A receipt that is fetched, and then comes all the same.</summary>
    private static async Task Recoveries(CallRecorder calls, ApiHost api, BizServer biz, string key)
    {
        const string Iur = "0f1e2d3c4b5a69788796a5b4c3d2e1f0";
        var id = await Issue(calls, key, "000030", "}");
        var document = JsonNode.Parse(await calls.Client(key).GetStringAsync($"/v1/payment-documents/{id}"))!;
        var notice = (string)document["options"]![0]!["installments"]![0]!["noticeNumber"]!;
        var filed = await CreateTwice(
            calls,
            "RequestReceiptRecovery",
            "/v1/receipt-recoveries",
            key,
            $$"""{"iur":"{{Iur}}","iuv":"{{notice[1..]}}"}"""
        );
        biz.Serve(Iur, new BizStory(Iur, notice, 30_240).Json);
        await api.Services.GetRequiredService<RecoverReceipts>().AttemptDue(CancellationToken.None);
        var recovered = await calls.Call("ReadReceiptRecovery", "GET", $"/v1/receipt-recoveries/{filed["id"]}", key);
        await calls.Call("FindReceiptRecoveries", "GET", "/v1/receipt-recoveries?state=recovered", key);
        using var node = api.Client();
        Assert.Equal("PAA_RECEIPT_DUPLICATA", (await new Psp(node).SendReceiptV2(new ReceiptStory(Iur, notice, 30_240))).Fault);
        await calls.Call("ReadReceipt", "GET", $"/v1/receipts/{recovered["receiptId"]}", key);
        await calls.Call("DownloadReceipt", "GET", $"/v1/receipts/{recovered["receiptId"]}/content", key);
        await calls.Call("DownloadLateReceipt", "GET", $"/v1/receipts/{recovered["receiptId"]}/late-content", key);
    }

    private static async Task Loads(CallRecorder calls, ApiHost api, string key)
    {
        const string Csv = """
            externalId;subject;debtorKind;debtorFiscalCode;debtorFullName;revenueType;year;itemAmountCents;dueOn
            TARI-2026-000010;TARI 2026;F;RSSMRA45C12F205C;Mario Rossi;tari;2026;28800;2026-12-16
            TARI-2026-000011;TARI 2026;F;RSSMRA45C12F205C;Mario Rossi;tari;2026;0;2026-12-16

            """;
        var load = await Load("text/csv", Csv);
        var spare = await Load("application/x-ndjson", Document.Replace("000001", "000012", StringComparison.Ordinal).Trim() + "\n");
        await calls.Call("PauseBulkLoad", "POST", $"/v1/bulk-loads/{spare}/pause", key);
        await calls.Call("ResumeBulkLoad", "POST", $"/v1/bulk-loads/{spare}/resumption", key);
        await calls.Call("CancelBulkLoad", "POST", $"/v1/bulk-loads/{spare}/cancellation", key);
        var working = api.Beside();
        await working.InitializeAsync();
        using (var client = new RiscossioneClient(working.Client(), new RiscossioneOptions { ApiKey = key }))
        {
            await client.BulkLoads.WaitForCompletionAsync(load, TimeSpan.FromMilliseconds(50));
        }

        await working.DisposeAsync();
        await calls.Call("ReadBulkLoad", "GET", $"/v1/bulk-loads/{load}", key);
        await calls.Call("FindBulkLoads", "GET", "/v1/bulk-loads", key);
        await calls.Call("FindBulkLoadResults", "GET", $"/v1/bulk-loads/{load}/results", key);
        await calls.Call("DownloadBulkLoadResultsAsNdjson", "GET", $"/v1/bulk-loads/{load}/results/ndjson", key);
        await calls.Call("DownloadBulkLoadResultsAsCsv", "GET", $"/v1/bulk-loads/{load}/results/csv", key);

        async Task<string> Load(string mediaType, string rows) =>
            (string)
                (
                    await calls.Call(
                        "CreateBulkLoad",
                        "POST",
                        "/v1/bulk-loads?name=TARI%202026",
                        key,
                        rows.ReplaceLineEndings("\n"),
                        HttpStatusCode.Accepted,
                        mediaType
                    )
                )["id"]!;
    }

    /// <summary>One of every type, once they have settled; the last is of money for what was paid already.</summary>
    private static async Task Events(CallRecorder calls, ApiHost api, string key)
    {
        var paid = JsonNode.Parse(await calls.Client(key).GetStringAsync("/v1/payments?channel=counter"))!["items"]![0]!;
        using var again = await calls
            .Client(key)
            .PostText(
                "/v1/payments",
                $$"""{"channel":"counter","channelPaymentId":"SPORTELLO-2","noticeNumber":"{{paid["noticeNumber"]}}","amountCents":{{paid[
                    "amountCents"
                ]}},"paidAt":"2026-11-23T10:30:00Z"}"""
            );
        Assert.Equal(HttpStatusCode.Created, again.StatusCode);
        api.Clock.AdvanceMinutes(1);
        await calls.Call("FindEvents", "GET", "/v1/events", key);
    }

    private static async Task Batches(CallRecorder calls, ApiHost api, string key)
    {
        var batch = await Batch();
        var spare = await Batch();
        await calls.Call("CancelNoticeBatch", "POST", $"/v1/notice-batches/{spare}/cancellation", key);
        var working = api.Beside();
        await working.InitializeAsync();
        using var client = working.Client(key);
        var started = Stopwatch.GetTimestamp();
        while (
            await client.GetStringAsync($"/v1/notice-batches/{batch}") is var seen
            && !seen.Contains("\"completed\"", StringComparison.Ordinal)
        )
        {
            Assert.True(Stopwatch.GetElapsedTime(started) < MaxWait, $"The batch was not completed within {MaxWait}: {seen}");
            await Task.Delay(50);
        }

        await working.DisposeAsync();
        await calls.Call("ReadNoticeBatch", "GET", $"/v1/notice-batches/{batch}", key);
        await calls.Call("FindNoticeBatches", "GET", "/v1/notice-batches", key);
        await calls.Call("DownloadNoticeBatchAsPdf", "GET", $"/v1/notice-batches/{batch}/pdf", key);
        await calls.Call("DownloadNoticeBatchAsZip", "GET", $"/v1/notice-batches/{batch}/zip", key);
        await calls.Call("DownloadNoticeBatchIndex", "GET", $"/v1/notice-batches/{batch}/index", key);

        async Task<string> Batch()
        {
            var request = $$"""{"documentIds":["{{await Other(calls, key)}}"]}""";
            return (string)
                (await calls.Call("CreateNoticeBatch", "POST", "/v1/notice-batches", key, request, HttpStatusCode.Accepted))["id"]!;
        }
    }

    /// <summary>A second document, the same at every call.</summary>
    private static Task<string> Other(CallRecorder calls, string key) => Issue(calls, key, "000002", "}");

    /// <summary>A document that the story needs but no example shows.</summary>
    private static async Task<string> Issue(CallRecorder calls, string key, string number, string ending)
    {
        var text = Document.Replace("000001", number, StringComparison.Ordinal).Trim()[..^1] + ending;
        using var response = await calls.Client(key).PostText("/v1/payment-documents", text);
        return (string)JsonNode.Parse(await response.Content.ReadAsStringAsync())!["id"]!;
    }

    /// <summary>A thing created, then sent again: 201, and 200 with the same thing.</summary>
    private static async Task<JsonNode> CreateTwice(CallRecorder calls, string operation, string address, string bearer, string body)
    {
        var created = await calls.Call(operation, "POST", address, bearer, body, HttpStatusCode.Created);
        await calls.Call(operation, "POST", address, bearer, body);
        return created;
    }

    /// <summary>Does nothing by itself: what it answers depends on the calls alone.</summary>
    private sealed class IdleHost(CartServer carts, BizServer biz) : ApiHost
    {
        protected override void Change(IServiceCollection services)
        {
            services.RemoveWorker<RunBulkLoads>();
            services.RemoveWorker<RunNoticeBatches>();
            services.RemoveWorker<DeliverWebhooks>();
            services.RemoveWorker<CleanUpSpontaneousPayments>();
            services.RemoveWorker<AnnounceCheckouts>();
            services.RemoveWorker<RecoverReceipts>();
            services.AddSingleton(Options.Create(new BizEventsOptions { BaseUrl = biz.Address }));
            services.AddSingleton(Options.Create(new CheckoutOptions { BaseUrl = carts.Address }));
        }
    }
}
