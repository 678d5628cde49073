using System.Net;
using Lecce.Riscossione.Sdk;

namespace Lecce.Riscossione.Samples.DepartmentLoader;

/// <summary>Loads one file: sends the rows, waits, writes what came of each, downloads the notices. Repeated, it continues where it stopped.</summary>
internal sealed class Loader(RiscossioneClient client, Settings settings)
{
    public async Task Run()
    {
        var content = await File.ReadAllBytesAsync(settings.File);
        var file = OfficeFile.Parse(content);
        if (OfficeDebt.Columns.Except(file.Columns, StringComparer.Ordinal).ToList() is { Count: > 0 } missing)
        {
            throw new StoppedException($"mancano le colonne {string.Join(", ", missing)}");
        }

        // Rows that cannot be read are not sent; the others keep their order, in which the API numbers its outcomes.
        var sent = new List<(OfficeRow Row, IssuePaymentDocumentRequest Debt)>();
        var rejected = new List<(OfficeRow Row, string Reason)>();
        foreach (var row in file.Rows)
        {
            try
            {
                sent.Add((row, OfficeDebt.Read(row)));
            }
            catch (RowException unreadable)
            {
                rejected.Add((row, unreadable.Message));
            }
        }

        Console.WriteLine($"{settings.File}: {file.Rows.Count} righe, {sent.Count} da inviare");
        var results = new Results(settings.Out, settings.File, content);
        if (sent.Count > 0)
        {
            var load = await Resume(results) ?? await Send(sent.Select(one => one.Debt), results);
            if (load.State != BulkLoadStates.Completed)
            {
                results.ForgetLoad();
                throw new StoppedException($"il caricamento è {load.State}: {load.Failure?.Detail} Ripetere il comando.");
            }

            Console.WriteLine($"Emessi {load.Issued}, già presenti {load.Unchanged}, respinti {load.Rejected}");
            rejected.AddRange(await WriteOutcomes(load, sent, results));
            await SaveNotices(load, results);
        }

        rejected.Sort((one, other) => one.Row.Number.CompareTo(other.Row.Number));
        results.Write(file, rejected);
        Console.WriteLine(
            rejected.Count == 0 ? "Nessuna riga da correggere" : $"Righe da correggere: {rejected.Count}, in {results.RowsToMend}"
        );
    }

    /// <summary>Waits for the load of an earlier run on the same file; null when there is none.</summary>
    private async Task<BulkLoad?> Resume(Results results)
    {
        if (results.SentLoad is not { } id)
        {
            return null;
        }

        try
        {
            Console.WriteLine($"File già inviato: caricamento {id}");
            return await client.BulkLoads.WaitForCompletionAsync(id, progress: new Progress(results));
        }
        catch (RiscossioneException refused) when (refused.Status == HttpStatusCode.NotFound)
        {
            // Another API, or another database.
            return null;
        }
    }

    /// <summary>Sends the debts as one load and waits. Debts that the API has already, under their externalId, stay as they are.</summary>
    private Task<BulkLoad> Send(IEnumerable<IssuePaymentDocumentRequest> debts, Results results)
    {
        var loading = new BulkLoadSettings
        {
            // No personal data.
            Name = Path.GetFileName(results.Folder),
            Organization = settings.Organization,
            Department = settings.Department,
        };
        return client.BulkLoads.LoadAsync(debts.ToAsyncEnumerable(), loading, new Progress(results));
    }

    /// <summary>Writes the notice numbers of the accepted rows; returns the rejected ones.</summary>
    private async Task<List<(OfficeRow Row, string Reason)>> WriteOutcomes(
        BulkLoad load,
        List<(OfficeRow Row, IssuePaymentDocumentRequest Debt)> sent,
        Results results
    )
    {
        var accepted = new List<(string ExternalId, IReadOnlyList<string> NoticeNumbers)>();
        var rejected = new List<(OfficeRow Row, string Reason)>();
        await foreach (var row in client.BulkLoads.FindAllResultsAsync(load.Id))
        {
            if (row.Outcome == BulkLoadOutcomes.Rejected)
            {
                var reasons = row.Errors is { Count: > 0 } errors
                    ? errors.Select(error => $"{error.Pointer}: {error.Detail}")
                    : [row.Detail ?? row.Code!];
                rejected.Add((sent[(int)row.Line - 1].Row, string.Join(" ", reasons)));
            }
            else
            {
                accepted.Add((row.ExternalId!, row.NoticeNumbers ?? []));
            }
        }

        results.Write(accepted);
        Console.WriteLine($"Numeri avviso: {accepted.Sum(one => one.NoticeNumbers.Count)}, in {results.NoticeNumbers}");
        return rejected;
    }

    /// <summary>Has the notices of the load made, one PDF each, and downloads the parts that are not in the folder yet.</summary>
    private async Task SaveNotices(BulkLoad load, Results results)
    {
        if (load.Issued + load.Unchanged == 0)
        {
            return;
        }

        // For a week the same key gives the same batch, also after a crash.
        var batch = await client.NoticeBatches.CreateAsync(
            new CreateNoticeBatchRequest
            {
                BulkLoadId = load.Id,
                Organization = settings.Organization,
                Department = settings.Department,
            },
            new RequestOptions { IdempotencyKey = $"avvisi-{load.Id}" }
        );
        batch = await client.NoticeBatches.WaitForCompletionAsync(batch.Id);
        if (batch.State != NoticeBatchStates.Completed)
        {
            throw new StoppedException($"la stampa degli avvisi è {batch.State}: {batch.FailureDetail}");
        }

        foreach (var file in await client.NoticeBatches.SaveAsync(batch.Id, NoticeBatchFormats.Zip, results.Folder))
        {
            Console.WriteLine($"Avvisi in PDF: {file}");
        }
    }

    /// <summary>Keeps the load as soon as it is known, and says how far it is.</summary>
    private sealed class Progress(Results results) : IProgress<BulkLoad>
    {
        private string said = "";

        public void Report(BulkLoad value)
        {
            var now = $"  righe elaborate: {value.RowsRead} di {value.ReceivedRows}";
            if (said.Length == 0)
            {
                results.KeepLoad(value.Id);
            }

            if (now != said)
            {
                Console.WriteLine(now);
            }

            said = now;
        }
    }
}

/// <summary>The file cannot be loaded, or the API could not finish.</summary>
/// <param name="message">Why, in Italian.</param>
internal sealed class StoppedException(string message) : Exception(message);
