using Lecce.Riscossione.Api.Data;

namespace Lecce.Riscossione.Tests.Host;

/// <summary>
/// Checks that the program's log contains no names or fiscal codes of people in its database. Every host checks on disposal, so the whole
/// suite is the test.
/// </summary>
internal static class PersonalData
{
    public static async Task MustNotBeIn(string log, Dialect database)
    {
        await using var opened = database;
        if (database.IsMissing)
        {
            // The program ended before it created a database.
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
        var found = people
            .SelectMany(person => new[] { person.FiscalCode, person.FullName })
            .Where(text => text.Length >= Person.MinLength && log.Contains(text, StringComparison.OrdinalIgnoreCase))
            .ToList();
        Assert.True(found.Count == 0, $"The log contains personal data: {string.Join(", ", found)}");
    }

    private sealed record Person
    {
        /// <summary>Shorter texts, which random tests use as names, occur in logs by chance.</summary>
        public const int MinLength = 6;

        public string FiscalCode { get; init; } = "";
        public string FullName { get; init; } = "";
    }
}
