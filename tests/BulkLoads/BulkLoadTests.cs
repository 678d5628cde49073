using System.Net;
using System.Text;
using Lecce.Riscossione.Sdk;
using Lecce.Riscossione.Tests.Host;
using NodaTime;

namespace Lecce.Riscossione.Tests.BulkLoads;

public sealed class BulkLoadTests(Town town) : IClassFixture<Town>
{
    [Fact]
    public async Task A_load_issues_its_rows_and_returns_the_numbers_of_each()
    {
        var load = await town.Taxes.Load(Loads.Ndjson(Loads.Lines("A", 300)));

        Assert.Equal((BulkLoadStates.Completed, 300L, 300L), (load.State, load.ReceivedRows, load.RowsRead));
        Assert.Equal((300, 0, 0, 0, 0), load.Counts());
        var results = await town.Taxes.Results(load);
        Assert.Equal(Enumerable.Range(1, 300).Select(line => (long)line), results.Select(result => result.Line));
        Assert.Equal(900, results.SelectMany(result => result.NoticeNumbers!).Distinct(StringComparer.Ordinal).Count());
        var document = await town.Taxes.PaymentDocuments.ReadAsync(results[41].DocumentId!);
        Assert.Equal(("A-000042", 10_042L, DocumentStates.Issued), (document.ExternalId, document.AmountCents, document.State));
        Assert.Equal(results[41].NoticeNumbers, document.Options[0].Installments.Select(one => one.NoticeNumber));
        Assert.True((await town.Taxes.PaymentDocuments.ReadTimelineAsync(document.Id)).ChainVerified);
    }

    [Fact]
    public async Task The_same_file_again_changes_nothing()
    {
        var rows = Loads.Lines("B", 50);
        var first = await town.Taxes.Load(Loads.Ndjson(rows));

        var again = await town.Taxes.Load(Loads.Ndjson(rows));

        Assert.Equal((0, 50, 0, 0, 0), again.Counts());
        Assert.Equal(first.ContentHash, again.ContentHash);
        Assert.Equal(
            (await town.Taxes.Results(first)).Select(result => result.DocumentId),
            (await town.Taxes.Results(again)).Select(result => result.DocumentId)
        );
    }

    [Fact]
    public async Task A_row_is_refused_with_the_code_and_the_field_of_a_single_request()
    {
        var wrong = Loads.Tax("C", 2);
        wrong.Debtor.FiscalCode = "RSSMRA45C12F205X";
        var rows =
            $"{Loads.Line(Loads.Tax("C", 1))}\n{Loads.Line(wrong)}\n{{\"externalId\":\"C-3\"}}\nnot json\n\n{Loads.Line(Loads.Tax("C", 4))}";

        var load = await town.Taxes.Load(Loads.Ndjson(rows));

        Assert.Equal((2, 0, 0, 0, 3), load.Counts());
        var single = await Assert.ThrowsAsync<RiscossioneException>(() => town.Taxes.PaymentDocuments.IssueAsync(wrong));
        var rejected = await town.Taxes.Results(load, BulkLoadOutcomes.Rejected);
        Assert.Equal([2L, 3, 4], rejected.Select(result => result.Line));
        Assert.Equal((single.Code, "/debtor/fiscalCode"), (rejected[0].Code, rejected[0].Errors![0].Pointer));
        Assert.Equal("malformed-request", rejected[2].Code);
        Assert.Equal(6, (await town.Taxes.Results(load))[^1].Line);
    }

    [Fact]
    public async Task Of_two_rows_with_one_key_the_second_is_unchanged_or_refused()
    {
        var other = Loads.Tax("D", 1);
        other.Subject = "Altro";
        var line = Loads.Line(Loads.Tax("D", 1));

        var load = await town.Taxes.Load(Loads.Ndjson($"{line}\n{line}\n{Loads.Line(other)}\n"));

        Assert.Equal((1, 1, 0, 0, 1), load.Counts());
        Assert.Equal("document-differs", (await town.Taxes.Results(load))[2].Code);
    }

    [Fact]
    public async Task All_or_nothing_is_nothing_when_one_row_is_bad()
    {
        var before = await town.CountRows();

        var load = await town.Taxes.Load(Loads.Ndjson(Loads.Lines("E", 120) + "{}\n"), BulkLoadModes.Atomic);

        Assert.Equal((BulkLoadStates.Failed, (0L, 0L, 0L, 0L, 1L)), (load.State, load.Counts()));
        var results = await town.Taxes.Results(load);
        Assert.Equal(120, results.Count(result => result is { Outcome: BulkLoadOutcomes.Discarded, DocumentId: null }));
        var after = await town.CountRows();
        Assert.All(
            new[] { "PaymentDocuments", "DebtItems", "Installments", "InstallmentAllocations", "Movements", "TimelineEvents" },
            table => Assert.Equal(before[table], after[table])
        );
    }

    [Fact]
    public async Task All_or_nothing_is_all_when_every_row_is_good()
    {
        var load = await town.Taxes.Load(Loads.Ndjson(Loads.Lines("F", 120)), BulkLoadModes.Atomic);

        Assert.Equal((BulkLoadStates.Completed, (120L, 0L, 0L, 0L, 0L)), (load.State, load.Counts()));
        var result = (await town.Taxes.Results(load))[7];
        var document = await town.Taxes.PaymentDocuments.ReadAsync(result.DocumentId!);
        Assert.Equal((DocumentStates.Issued, true), (document.State, document.Options[0].Installments[0].Payable));
        Assert.Equal(3, result.NoticeNumbers!.Count);
    }

    [Fact]
    public async Task A_dry_run_reports_what_would_happen_and_leaves_nothing()
    {
        var load = await town.Taxes.Load(Loads.Ndjson(Loads.Lines("G", 30) + "{}\n"), BulkLoadModes.DryRun);

        Assert.Equal((BulkLoadStates.Completed, (30L, 0L, 0L, 0L, 1L)), (load.State, load.Counts()));
        Assert.All((await town.Taxes.Results(load, BulkLoadOutcomes.Issued)), result => Assert.Null(result.DocumentId));
        Assert.Empty((await town.Taxes.PaymentDocuments.FindAsync(externalId: "G-000001")).Items);
        Assert.Equal(30, (await town.Taxes.Load(Loads.Ndjson(Loads.Lines("G", 30)))).Issued);
    }

    [Fact]
    public async Task Staged_documents_are_visible_to_no_caller()
    {
        var load = await town.Taxes.Load(Loads.Ndjson(Loads.Lines("H", 1)));
        var result = (await town.Taxes.Results(load))[0];
        await town.Db.Transact(
            sql => sql.Execute("UPDATE PaymentDocuments SET State = 'staged' WHERE Id = @DocumentId", new { result.DocumentId }),
            CancellationToken.None
        );

        await Assert.ThrowsAsync<RiscossioneException>(() => town.Taxes.PaymentDocuments.ReadAsync(result.DocumentId!));
        await Assert.ThrowsAsync<RiscossioneException>(() => town.Taxes.PaymentDocuments.ReadTimelineAsync(result.DocumentId!));
        Assert.Empty((await town.Taxes.PaymentDocuments.FindAsync(externalId: "H-000001")).Items);
        Assert.Equal(
            PaymentOutcomes.Unmatched,
            (await town.Taxes.Payments.RecordAsync(Sample.Payment(result.NoticeNumbers![0], 100))).Outcome
        );
        var taken = await Assert.ThrowsAsync<RiscossioneException>(() => town.Taxes.PaymentDocuments.IssueAsync(Loads.Tax("H", 1)));
        Assert.Equal("document-being-loaded", taken.Code);
    }

    [Fact]
    public async Task A_row_may_replace_a_document_while_nothing_is_paid()
    {
        var results = await town.Taxes.Results(await town.Taxes.Load(Loads.Ndjson(Loads.Lines("I", 2))));
        await town.Taxes.Payments.RecordAsync(Sample.Payment(results[1].NoticeNumbers![0], 3_334));
        var rows = Enumerable.Range(1, 2).Select(number => Loads.Tax("I", number)).ToList();
        rows.ForEach(row => row.Items = [Sample.Item(5_000, Town.WasteTax)]);

        var load = await town.Taxes.Load(Loads.Ndjson(string.Join('\n', rows.Select(Loads.Line))), action: "replace");

        Assert.Equal((0, 0, 1, 0, 1), load.Counts());
        var outcomes = await town.Taxes.Results(load);
        Assert.Equal("transition-not-allowed", outcomes[1].Code);
        var former = await town.Taxes.PaymentDocuments.ReadAsync(results[0].DocumentId!);
        var inForce = Assert.Single((await town.Taxes.PaymentDocuments.FindAsync(externalId: "I-000001")).Items);
        Assert.Equal((DocumentStates.Cancelled, 0L), (former.State, former.ResidualCents));
        Assert.Equal((outcomes[0].DocumentId, 5_000L), (inForce.Id, inForce.AmountCents));
        Assert.Empty(outcomes[0].NoticeNumbers!.Intersect(results[0].NoticeNumbers!, StringComparer.Ordinal));
        Assert.True((await town.Taxes.PaymentDocuments.ReadTimelineAsync(former.Id)).ChainVerified);
    }

    [Fact]
    public async Task A_row_may_cancel_a_document()
    {
        await town.Taxes.Load(Loads.Ndjson(Loads.Lines("J", 2)));
        const string Rows = """
            {"action":"cancel","externalId":"J-000001","reason":"Errore di calcolo"}
            {"action":"cancel","externalId":"J-000001"}
            {"action":"cancel","externalId":"J-unknown"}
            """;

        var load = await town.Taxes.Load(Loads.Ndjson(Rows));

        Assert.Equal((0, 1, 0, 1, 1), load.Counts());
        var document = Assert.Single((await town.Taxes.PaymentDocuments.FindAsync(externalId: "J-000001")).Items);
        Assert.Equal((DocumentStates.Cancelled, 0L), (document.State, document.ResidualCents));
    }

    [Fact]
    public async Task A_load_belongs_to_its_department()
    {
        var load = await town.Taxes.Load(Loads.Ndjson(Loads.Lines("K", 1)));

        foreach (
            var attempt in new Func<Task>[]
            {
                () => town.School.BulkLoads.ReadAsync(load.Id),
                () => town.School.BulkLoads.FindResultsAsync(load.Id),
                () => town.School.BulkLoads.DownloadResultsAsCsvAsync(load.Id),
                () => town.School.BulkLoads.PauseAsync(load.Id),
                () => town.School.BulkLoads.CancelAsync(load.Id),
            }
        )
        {
            var refused = await Assert.ThrowsAsync<RiscossioneException>(attempt);
            Assert.Equal((HttpStatusCode.NotFound, "bulk-load-not-found"), (refused.Status, refused.Code));
        }

        Assert.DoesNotContain((await town.School.BulkLoads.FindAsync()).Items, one => one.Id == load.Id);
        Assert.Contains((await town.Everyone.BulkLoads.FindAsync()).Items, one => one.Id == load.Id);
    }

    [Fact]
    public async Task Results_are_downloaded_as_lines_of_json_and_as_csv()
    {
        var load = await town.Taxes.Load(Loads.Ndjson(Loads.Lines("L", 2_100) + "{}\n"));

        using var json = await town.Taxes.BulkLoads.DownloadResultsAsNdjsonAsync(load.Id);
        using var csv = await town.Taxes.BulkLoads.DownloadResultsAsCsvAsync(load.Id, BulkLoadOutcomes.Rejected);

        Assert.Equal(2_101, (await Text(json)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        var lines = (await Text(csv)).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("line;outcome;externalId;documentId;noticeNumbers;code;pointer;detail", lines[0]);
        Assert.StartsWith(
            "\"2101\";\"rejected\";\"\";\"\";\"\";\"malformed-request\"",
            Assert.Single(lines[1..]),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_load_is_announced_once_and_not_document_by_document()
    {
        var load = await town.Taxes.Load(Loads.Ndjson(Loads.Lines("M", 20)));

        var events = await town.Db.Read(
            sql => sql.Rows<string>("SELECT Type FROM Events WHERE Data LIKE @id OR Data LIKE '%M-0000%'", new { id = $"%{load.Id}%" }),
            CancellationToken.None
        );
        Assert.Equal(["bulk-load.completed"], events);
    }

    [Fact]
    public async Task A_load_can_be_paused_resumed_and_ended()
    {
        var sent = await town.Taxes.BulkLoads.SendAsync(Loads.Ndjson(Loads.Lines("N", 3_000)));
        var paused = await town.Taxes.BulkLoads.PauseAsync(sent.Id);
        Assert.Equal(BulkLoadStates.Paused, paused.State);
        Assert.Equal(paused.RowsRead, (await town.Taxes.BulkLoads.PauseAsync(sent.Id)).RowsRead);

        await town.Taxes.BulkLoads.ResumeAsync(sent.Id);
        var done = await town.Taxes.BulkLoads.WaitForCompletionAsync(sent.Id, TimeSpan.FromMilliseconds(50));
        Assert.Equal((BulkLoadStates.Completed, 3_000L), (done.State, done.Issued));
        var late = await Assert.ThrowsAsync<RiscossioneException>(() => town.Taxes.BulkLoads.CancelAsync(sent.Id));
        Assert.Equal("transition-not-allowed", late.Code);

        var other = await town.Taxes.BulkLoads.SendAsync(Loads.Ndjson(Loads.Lines("O", 3_000)), new() { Mode = BulkLoadModes.Atomic });
        await town.Taxes.BulkLoads.CancelAsync(other.Id);
        var ended = await town.Taxes.BulkLoads.WaitForCompletionAsync(other.Id, TimeSpan.FromMilliseconds(50));
        Assert.Equal((BulkLoadStates.Cancelled, 0L), (ended.State, ended.Issued));
        Assert.Empty((await town.Taxes.PaymentDocuments.FindAsync(externalId: "O-000001")).Items);
    }

    [Fact]
    public async Task The_client_streams_documents_and_reports_progress()
    {
        var heard = new List<BulkLoad>();

        var load = await town.Taxes.BulkLoads.LoadAsync(
            Documents(),
            new BulkLoadSettings { Name = "TARI 2026", PollInterval = TimeSpan.FromMilliseconds(20) },
            new Heard(heard)
        );

        Assert.Equal(("TARI 2026", 500L), (load.Name, load.Issued));
        Assert.Equal(BulkLoadStates.Completed, heard[^1].State);

        static async IAsyncEnumerable<IssuePaymentDocumentRequest> Documents()
        {
            for (var number = 1; number <= 500; number++)
            {
                await Task.Yield();
                yield return Loads.Tax("P", number);
            }
        }
    }

    [Fact]
    public async Task Csv_has_a_row_an_installment_or_an_item_grouped_by_key()
    {
        const string Rows = """"
            externalId;subject;debtorKind;debtorFiscalCode;debtorFullName;revenueType;year;itemAmountCents;dueOn;installmentDueOn;installmentAmountCents
            Q-1;Tassa rifiuti;F;{0};Niccolò D'Enghien;RIFIUTI;2026;10000;;16/12/2026;7000
            Q-1;;;;;ADDIZIONALE;2026;500;;2027-02-16;3500
            Q-2;"Tassa; ""rifiuti""";F;{0};Rossi Maria;RIFIUTI;2026;10000;2026-12-16;;
            Q-3;Tassa rifiuti;F;{0};Rossi Maria;RIFIUTI;2026;cento;2026-12-16;;
            Q-4;"Senza fine;F
            """";
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var bytes = Encoding.GetEncoding(1252).GetBytes(Rows.Replace("{0}", Sample.Person(7), StringComparison.Ordinal));

        var load = await town.Taxes.Load(Loads.Content(bytes, "text/csv; charset=windows-1252"));

        Assert.Equal((5L, 5L, (2L, 0L, 0L, 0L, 2L)), (load.ReceivedRows, load.RowsRead, load.Counts()));
        var results = await town.Taxes.Results(load);
        Assert.Equal([2L, 4, 5, 6], results.Select(result => result.Line));
        var document = await town.Taxes.PaymentDocuments.ReadAsync(results[0].DocumentId!);
        Assert.Equal(("Niccolò D'Enghien", 10_500L), (document.Debtor.FullName, document.AmountCents));
        Assert.Equal([7_000L, 3_500L], document.Options[0].Installments.Select(one => one.AmountCents));
        Assert.Equal(new LocalDate(2026, 12, 16), document.Options[0].Installments[0].DueOn);
        Assert.Equal("Tassa; \"rifiuti\"", (await town.Taxes.PaymentDocuments.ReadAsync(results[1].DocumentId!)).Subject);
        Assert.Equal(("validation-failed", "/itemAmountCents"), (results[2].Code, results[2].Errors![0].Pointer));
        Assert.Equal("row-not-readable", results[3].Code);
    }

    private static async Task<string> Text(FileResponse file)
    {
        using var reader = new StreamReader(file.Content);
        return await reader.ReadToEndAsync();
    }

    private sealed class Heard(List<BulkLoad> heard) : IProgress<BulkLoad>
    {
        public void Report(BulkLoad value) => heard.Add(value);
    }
}
