using System.Net;
using System.Text;
using Lecce.Riscossione.Sdk;
using Lecce.Riscossione.Tests.Host;

namespace Lecce.Riscossione.Tests.BulkLoads;

/// <summary>CSV: no value is left out, no document is issued with part of its rows, and every refusal says where.</summary>
public sealed class CsvLoadTests(Town town) : IClassFixture<Town>
{
    private const string Utf8 = "text/csv; charset=utf-8";
    private const string Debtor = "subject;debtorKind;debtorFiscalCode;debtorFullName";
    private static readonly string Person = $"Tassa;F;{Sample.Person(7)};Maria Rossi";

    [Theory]
    [InlineData("itemAmountCents", "R-1;{P};RIFIUTI;2026;100;16/12/2026;;\nR-1;;;;;;;200;;;")]
    [InlineData("dueOn", "R-1;{P};RIFIUTI;2026;100;;;\nR-1;;;;;DIRITTI;2026;200;16/12/2026;;")]
    [InlineData("dueOn", "R-1;{P};RIFIUTI;2026;100;16/12/2026;;\nR-1;;;;;DIRITTI;2026;200;17/12/2026;;")]
    [InlineData("year", "R-1;{P};RIFIUTI;2026;100;16/12/2026;;\nR-1;;;;;;2025;;;;")]
    [InlineData("noticeNumber", "R-1;{P};RIFIUTI;2026;100;16/12/2026;;\nR-1;;;;;DIRITTI;2026;200;;301000000000000123;")]
    [InlineData("planEveryMonths", "R-1;{P};RIFIUTI;2026;100;16/12/2026;;2")]
    public async Task A_value_that_nothing_would_be_made_of_refuses_the_document(string column, string rows)
    {
        var text =
            $"externalId;{Debtor};revenueType;year;itemAmountCents;dueOn;noticeNumber;planEveryMonths\n{rows.Replace("{P}", Person, StringComparison.Ordinal)}\n";

        var load = await town.Taxes.Load(Csv(text));

        var result = Assert.Single(await town.Taxes.Results(load));
        Assert.Equal((BulkLoadOutcomes.Rejected, "R-1"), (result.Outcome, result.ExternalId));
        Assert.Equal($"/{column}", Assert.Single(result.Errors!).Pointer);
        Assert.Empty((await town.Taxes.PaymentDocuments.FindAsync(externalId: "R-1")).Items);
    }

    [Theory]
    [InlineData("debtorForeignIdentifier", "AB13;DE;2026")]
    [InlineData("debtorForeignCountry", "AB12;FR;2026")]
    [InlineData("metadata.periodo", "AB12;DE;2027")]
    public async Task Rows_that_disagree_on_what_is_the_documents_are_refused(string column, string second)
    {
        const string Head = "externalId;subject;debtorKind;debtorForeignIdentifier;debtorForeignCountry;metadata.periodo;debtorFullName";
        var text =
            $"{Head};revenueType;year;itemAmountCents;dueOn\nZ-1;Tassa;F;AB12;DE;2026;Erika Muster;RIFIUTI;2026;100;16/12/2026\nZ-1;Tassa;F;{second};Erika Muster;DIRITTI;2026;200;16/12/2026\n";

        var load = await town.Taxes.Load(Csv(text), BulkLoadModes.DryRun);

        var result = Assert.Single(await town.Taxes.Results(load));
        Assert.Equal(("Z-1", BulkLoadOutcomes.Rejected, "rows-disagree"), (result.ExternalId, result.Outcome, result.Code));
        var error = Assert.Single(result.Errors!);
        Assert.Equal(($"/{column}", "value-differs"), (error.Pointer, error.Code));
        Assert.Contains($"Riga 3, colonna {column}", error.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Metadata_of_an_item_are_those_of_its_row()
    {
        var load = await town.Taxes.Load(
            Csv(
                $"externalId;{Debtor};itemMetadata.quota;revenueType;year;itemAmountCents;dueOn\nZ-2;{Person};fissa;RIFIUTI;2026;100;16/12/2026\nZ-2;{Person};variabile;DIRITTI;2026;200;16/12/2026\n"
            )
        );

        var result = Assert.Single(await town.Taxes.Results(load));
        var document = await town.Taxes.PaymentDocuments.ReadAsync(result.DocumentId!);
        Assert.Equal(["fissa", "variabile"], document.Items.Select(item => Assert.Single(item.Metadata!).Value));
    }

    [Fact]
    public async Task Rows_that_repeat_what_the_first_one_says_are_one_document()
    {
        var load = await town.Taxes.Load(
            Csv(
                $"externalId;{Debtor};revenueType;year;itemAmountCents;dueOn\nS-1;{Person};RIFIUTI;2026;100;16/12/2026\nS-1;{Person};DIRITTI;2026;200;2026-12-16\n"
            )
        );

        Assert.Equal(1, load.Issued);
        Assert.Equal(300, Assert.Single((await town.Taxes.PaymentDocuments.FindAsync(externalId: "S-1")).Items).AmountCents);
    }

    [Theory]
    [InlineData("T-1;;;;;DIRITTI;2026;\"200;", "row-not-readable")]
    [InlineData(";;;;;DIRITTI;2026;200;", "rows-not-together")]
    [InlineData("\"T-1;;;;;DIRITTI;2026;200;", "rows-not-together")]
    public async Task A_document_beside_a_row_that_may_be_its_own_is_not_issued_without_it(string second, string code)
    {
        var load = await town.Taxes.Load(
            Csv(
                $"externalId;{Debtor};revenueType;year;itemAmountCents;dueOn\nT-0;{Person};RIFIUTI;2026;100;16/12/2026\nT-1;{Person};RIFIUTI;2026;100;16/12/2026\n{second}\n"
            ),
            BulkLoadModes.DryRun
        );

        var results = await town.Taxes.Results(load);
        Assert.Equal(("T-0", BulkLoadOutcomes.Issued), (results[0].ExternalId, results[0].Outcome));
        Assert.Equal(("T-1", BulkLoadOutcomes.Rejected, code), (results[1].ExternalId, results[1].Outcome, results[1].Code));
    }

    [Fact]
    public async Task Documents_whose_rows_are_apart_are_found_in_a_file_of_many_chunks()
    {
        var rows = new StringBuilder($"externalId;{Debtor};revenueType;year;itemAmountCents;dueOn\n");
        rows.Append(Row("U-first"));
        for (var number = 0; number < 6_000; number++)
        {
            rows.Append(Row($"U-{number}").Replace("Tassa", new string('x', 100), StringComparison.Ordinal));
        }

        rows.Append(Row("U-first"));

        var load = await town.Taxes.Load(Csv(rows.ToString()));

        Assert.Equal((6_000, 0, 0, 0, 2), load.Counts());
        Assert.Equal([2L, 6_003], (await town.Taxes.Results(load, BulkLoadOutcomes.Rejected)).Select(result => result.Line));
    }

    [Fact]
    public async Task A_file_that_is_not_in_order_at_all_ends_with_one_clear_word()
    {
        var rows = new StringBuilder($"externalId;{Debtor};revenueType;year;itemAmountCents;dueOn\n");
        for (var number = 0; number < 20_100; number++)
        {
            rows.Append(Row($"V-{number % 10_050}"));
        }

        var load = await town.Taxes.Load(Csv(rows.ToString()));

        Assert.Equal((BulkLoadStates.Failed, 0L, "rows-not-together"), (load.State, load.Issued, load.Failure!.Code));
    }

    [Fact]
    public async Task A_fault_of_the_document_names_the_column_and_the_line()
    {
        var load = await town.Taxes.Load(
            Csv(
                $"externalId;{Debtor};revenueType;year;itemAmountCents;dueOn\nW-1;Tassa;F;RSSMRA45C12F205X;Maria Rossi;RIFIUTI;2026;100;16/12/2026\nW-1;;;;;IGNOTO;2026;100;\n"
            )
        );

        var errors = Assert.Single(await town.Taxes.Results(load)).Errors!;
        Assert.Contains(
            errors,
            error => error.Pointer == "/debtorFiscalCode" && error.Detail.StartsWith("Riga 2, colonna", StringComparison.Ordinal)
        );
        Assert.Contains(
            errors,
            error => error.Pointer == "/revenueType" && error.Detail.StartsWith("Riga 3, colonna", StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData("{\"externalId\":\"X-1\",\"subject\":1}")]
    [InlineData("{\"externalId\":\"X-1\",\"subject\":")]
    [InlineData("{\"action\":\"destroy\",\"externalId\":\"X-1\"}")]
    public async Task A_rejected_row_of_json_keeps_its_key(string row)
    {
        var load = await town.Taxes.Load(Loads.Ndjson(row + "\n"));

        var result = Assert.Single(await town.Taxes.Results(load));
        Assert.Equal((BulkLoadOutcomes.Rejected, "X-1"), (result.Outcome, result.ExternalId));
    }

    [Fact]
    public async Task A_file_that_is_not_utf_8_and_does_not_say_so_is_refused_once()
    {
        var rows =
            $"externalId;{Debtor};revenueType;year;itemAmountCents;dueOn\n"
            + string.Concat(Enumerable.Range(1, 300).Select(number => Row($"Y-{number}", "Niccolò")));

        var refused = await town
            .Taxes.BulkLoads.SendAsync(Loads.Content(Encoding.Latin1.GetBytes(rows), "text/csv"))
            .Refused(HttpStatusCode.UnsupportedMediaType, "unsupported-media-type");
        Assert.Contains("charset=windows-1252", refused.Message, StringComparison.Ordinal);

        Assert.Equal(300, (await town.Taxes.Load(Loads.Content(Encoding.Latin1.GetBytes(rows), "text/csv; charset=Latin1"))).Issued);
        Assert.Equal(300, (await town.Taxes.Load(Loads.Content(Encoding.UTF8.GetBytes(rows), "text/csv"))).Unchanged);
        var marked = Loads.Content([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(rows)], "text/csv; charset=windows-1252");
        Assert.Equal(300, (await town.Taxes.Load(marked)).Unchanged);
    }

    [Fact]
    public async Task Results_in_csv_open_in_a_spreadsheet_and_run_nothing()
    {
        var load = await town.Taxes.Load(
            Csv($"externalId;{Debtor};revenueType;year;itemAmountCents;dueOn\n\"=1+1\";{Person};RIFIUTI;2026;dieci;16/12/2026\n")
        );

        using var file = await town.Taxes.BulkLoads.DownloadResultsAsCsvAsync(load.Id);
        using var bytes = new MemoryStream();
        await file.Content.CopyToAsync(bytes);
        var text = Encoding.UTF8.GetString(bytes.ToArray());

        Assert.StartsWith("\ufeffline;outcome;", text, StringComparison.Ordinal);
        Assert.Contains("\"2\";\"rejected\";\"'=1+1\";", text, StringComparison.Ordinal);
        Assert.Contains("colonna itemAmountCents", text, StringComparison.Ordinal);
    }

    private static string Row(string id, string name = "Maria Rossi") =>
        $"{id};Tassa;F;{Sample.Person(7)};{name};RIFIUTI;2026;100;16/12/2026\n";

    private static ByteArrayContent Csv(string rows) => Loads.Content(Encoding.UTF8.GetBytes(rows), Utf8);
}
