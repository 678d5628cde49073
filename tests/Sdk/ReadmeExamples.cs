using Lecce.Riscossione.Sdk;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Lecce.Riscossione.Tests.Sdk;

/// <summary>The code of the C# client's README, compiled; <see cref="ReadmeTests"/> compares the two.</summary>
internal static class ReadmeExamples
{
    public static async Task<string> Read(string apiKey, string id)
    {
        using var client = new RiscossioneClient(new Uri("http://localhost:5080"), apiKey);
        var document = await client.PaymentDocuments.ReadAsync(id);
        return document.State;
    }

    public static void Register(IServiceCollection services, IConfiguration configuration) =>
        services.AddRiscossione(options =>
        {
            options.BaseAddress = new Uri("http://localhost:5080");
            options.ApiKey = configuration["Riscossione:ApiKey"]!;
        });

    public static async Task<long> Load(
        RiscossioneClient client,
        IssuePaymentDocumentRequest document,
        IssuePaymentDocumentRequest corrected
    )
    {
        BulkRow[] rows =
        [
            BulkRow.Issue(document),
            BulkRow.Replace(corrected, reason: "importo corretto"),
            BulkRow.Cancel("TARI-2026-000003", reason: "non dovuto"),
        ];
        var load = await client.BulkLoads.LoadAsync(rows.ToAsyncEnumerable(), new BulkLoadSettings { Name = "TARI 2026" });
        await foreach (var row in client.BulkLoads.FindAllResultsAsync(load.Id, BulkLoadOutcomes.Rejected))
        {
            Console.WriteLine($"{row.Line}: {row.Code}");
        }

        return load.Rejected;
    }

    public static async Task<IReadOnlyList<string>> Download(RiscossioneClient client, string documentId, string batchId, string folder)
    {
        using var file = await client.PaymentDocuments.DownloadNoticeAsync(documentId);
        await file.SaveAsync(file.FileName ?? "avviso.pdf");
        var files = await client.NoticeBatches.SaveAsync(batchId, NoticeBatchFormats.Zip, folder);
        return files;
    }

    public static async Task<string> Receive(RiscossioneClient client, HttpRequest request, string secret)
    {
        var verifier = new WebhookVerifier(secret);
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        var happened = verifier.Verify(name => request.Headers[name], body.ToArray());
        if (happened.Data is PaymentRecordedData recorded)
        {
            await client.Payments.ReadAsync(recorded.PaymentId);
        }

        return happened.Type;
    }
}
