using System.Net;
using System.Text;
using Lecce.Riscossione.Sdk;
using Lecce.Riscossione.Tests.BulkLoads;
using Lecce.Riscossione.Tests.Host;
using NodaTime;

namespace Lecce.Riscossione.Tests.Cases;

/// <summary>CSV as spreadsheets write it.</summary>
public sealed partial class FieldCaseTests
{
    private const string Columns = "externalId;subject;debtorKind;debtorFiscalCode;debtorFullName;revenueType;year;itemAmountCents;dueOn";

    [Theory]
    [InlineData(BulkLoadModes.ContinueOnFailure)]
    [InlineData(BulkLoadModes.DryRun)]
    [InlineData(BulkLoadModes.Atomic)]
    public async Task Case_02_rows_that_name_two_debtors_for_one_document_are_refused_together(string mode)
    {
        var id = $"CASO-02-{mode}";

        var load = await office.Load($"{Columns}\n{Row(id, "tari", 11_000)}\n{Row(id, "tari", 6_600, FieldOffice.OtherPerson)}\n", mode);

        var result = Assert.Single(await office.Results(load));
        Assert.Equal((2L, id, BulkLoadOutcomes.Rejected, "rows-disagree"), (result.Line, result.ExternalId, result.Outcome, result.Code));
        var error = Assert.Single(result.Errors!);
        Assert.Equal(("/debtorFiscalCode", "value-differs"), (error.Pointer, error.Code));
        Assert.Contains("Riga 3, colonna debtorFiscalCode", error.Detail, StringComparison.Ordinal);
        Assert.Empty(await office.Documents(id));
    }

    [Theory]
    [InlineData("issue")]
    [InlineData("replace")]
    public async Task Case_03_rows_of_one_document_that_are_not_together_are_refused_in_all_pieces(string action)
    {
        var (a, b, c) = ($"CASO-03A-{action}", $"CASO-03B-{action}", $"CASO-03C-{action}");
        var rows = string.Join(
            '\n',
            Columns,
            Row(a, "tari", 9_000),
            Row(b, "tari", 8_000),
            Row(a, "tefa", 450),
            Row(b, "tefa", 400),
            Row(c, "tari", 7_000)
        );

        var load = await office.Load(rows, action: action);

        Assert.Equal((1, 0, 0, 0, 4), load.Counts());
        Assert.All(await office.Results(load, BulkLoadOutcomes.Rejected), result => Assert.Equal("rows-not-together", result.Code));
        Assert.Empty(await office.Documents(a));
        Assert.Empty(await office.Documents(b));
        Assert.Single(await office.Documents(c));
    }

    [Theory]
    [InlineData(BulkLoadModes.ContinueOnFailure)]
    [InlineData(BulkLoadModes.Atomic)]
    public async Task Case_04_rows_of_empty_cells_are_no_rows(string mode)
    {
        const string Empty = ";;;;;;;;";
        var (a, b) = ($"CASO-04A-{mode}", $"CASO-04B-{mode}");

        var load = await office.Load(
            string.Join(
                "\r\n",
                Columns,
                Row(a, "tari", 9_000),
                Empty,
                Row(a, "tefa", 450),
                Empty,
                Row(b, "tari", 8_000),
                Empty,
                "\"\" ; \t;"
            ),
            mode
        );

        Assert.Equal((BulkLoadStates.Completed, 3L, 3L), (load.State, load.ReceivedRows, load.RowsRead));
        Assert.Equal((2, 0, 0, 0, 0), load.Counts());
        Assert.Equal(9_450, Assert.Single(await office.Documents(a)).AmountCents);
    }

    [Fact]
    public async Task Case_05_empty_columns_are_no_columns()
    {
        var everywhere = await office.Load($"{Columns};;\n{Row("CASO-05A", "tari", 9_000)};;\n");
        var atTheEnd = await office.Load($"{Columns}\n{Row("CASO-05B", "tari", 9_000)};\n");
        var withValue = await office.Load($"{Columns};\n{Row("CASO-05C", "tari", 9_000)};12\n{Row("CASO-05D", "tari", 9_000)};;12\n");

        Assert.Equal((1, 1), (everywhere.Issued, atTheEnd.Issued));
        var results = await office.Results(withValue);
        Assert.Equal(["CASO-05C", "CASO-05D"], results.Select(result => result.ExternalId));
        Assert.All(results, result => Assert.Equal((BulkLoadOutcomes.Rejected, "row-not-readable"), (result.Outcome, result.Code)));
        Assert.Contains("colonna 10", results[0].Detail, StringComparison.Ordinal);
        Assert.Contains("colonna 11", results[1].Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Case_06_an_unsupported_type_is_refused_with_the_supported_ones()
    {
        var rows = Encoding.UTF8.GetBytes($"{Columns}\n{Row("CASO-06", "tari", 9_000)}\n");
        foreach (var type in new[] { "application/vnd.ms-excel", "application/csv", "text/plain" })
        {
            var problem = await office.PostLoad(rows, type).ExpectProblem(HttpStatusCode.UnsupportedMediaType, "unsupported-media-type");
            Assert.Contains("text/csv", (string?)problem["detail"], StringComparison.Ordinal);
            Assert.Contains("application/x-ndjson", (string?)problem["detail"], StringComparison.Ordinal);
        }

        var accepted = await office.PostLoad(rows, "TEXT/CSV; CHARSET=\"UTF8\"").Expect(HttpStatusCode.Accepted);
        var load = await office.Office.BulkLoads.WaitForCompletionAsync((string)accepted["id"]!, TimeSpan.FromMilliseconds(20));
        Assert.Equal(1, load.Issued);
    }

    [Theory]
    [InlineData("sep=;")]
    [InlineData("\"sep=;\"")]
    public async Task Case_17_a_line_that_names_the_separator_and_short_dates_are_read(string separator)
    {
        var id = $"CASO-17-{separator.Length}";

        var load = await office.Load(
            $"{separator}\r\n{Columns}\r\n{Row(id, "tari", 9_000).Replace("16/12/2026", "1/2/2027", StringComparison.Ordinal)}\r\n"
        );

        Assert.Equal((1L, 1L), (load.ReceivedRows, load.Issued));
        var result = Assert.Single(await office.Results(load));
        Assert.Equal(3, result.Line);
        var document = await office.Office.PaymentDocuments.ReadAsync(result.DocumentId!);
        Assert.Equal(new LocalDate(2027, 2, 1), document.Options[0].Installments[0].DueOn);
    }

    private static string Row(string id, string revenueType, long cents, string? person = null) =>
        $"{id};Avviso 2026;F;{person ?? FieldOffice.Person};Maria Rossi;{revenueType};2026;{cents};16/12/2026";
}
