using Lecce.Riscossione.Api.Data;

namespace Lecce.Riscossione.Tests.Host;

/// <summary>
/// The names and fiscal codes of people that a test used are those that its database holds at the end. None of them may stand in the log of the
/// program that worked on it; every host looks when it is disposed of, so that the whole test-suite is the test.
/// </summary>
internal static class PersonalData
{
    public static async Task MustNotBeIn(string log, Dialect database)
    {
        await using var opened = database;
        if (database.IsMissing)
        {
            // The program never came so far as to make one here.
            return;
        }

        var people = await new Db(database).Read(
            sql =>
                sql.Rows<Person>(
                    """
                    SELECT DebtorFiscalCode AS FiscalCode, DebtorName AS FullName FROM PaymentDocuments WHERE DebtorKind = 'F'
                    UNION
                    SELECT FiscalCode, FullName FROM CoObligors WHERE Kind = 'F'
                    """
                ),
            CancellationToken.None
        );
        var told = people
            .SelectMany(person => new[] { person.FiscalCode, person.FullName })
            .Where(text => text.Length >= Person.ShortestTelling && log.Contains(text, StringComparison.OrdinalIgnoreCase))
            .ToList();
        Assert.True(told.Count == 0, $"The log tells of people: {string.Join(", ", told)}");
    }

    private sealed record Person
    {
        /// <summary>Shorter texts, which random tests make up as names, stand in any log by chance.</summary>
        public const int ShortestTelling = 6;

        public string FiscalCode { get; init; } = "";
        public string FullName { get; init; } = "";
    }
}
