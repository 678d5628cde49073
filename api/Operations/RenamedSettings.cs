namespace Lecce.Riscossione.Api.Operations;

/// <summary>Settings that have a new name. The old name works for one version, with a warning at the start and in <c>check</c>.</summary>
internal static partial class RenamedSettings
{
    // To be removed with the version after the next.
    private static readonly IReadOnlyList<(string Old, string New)> Names =
    [
        ("Riscossione:BulkLoads:MostAtOnce", "Riscossione:BulkLoads:MaxConcurrent"),
        ("Riscossione:BulkLoads:FewestUnits", "Riscossione:BulkLoads:MinUnits"),
        ("Riscossione:NoticeBatches:MostDownloads", "Riscossione:NoticeBatches:MaxDownloads"),
    ];

    /// <summary>Copies each value to the new name. Returns a sentence for each setting that is given under both names.</summary>
    public static IReadOnlyList<string> Read(IConfigurationManager configuration)
    {
        var renamed = Given(configuration).ToLookup(names => string.IsNullOrEmpty(configuration[names.New]));
        configuration.AddInMemoryCollection(
            renamed[true].ToDictionary(names => names.New, names => configuration[names.Old], StringComparer.Ordinal)
        );
        return [.. renamed[false].Select(names => $"{names.Old} e {names.New} sono la stessa impostazione: togliere la prima.")];
    }

    /// <summary>True for a name of the previous version.</summary>
    public static bool IsOld(string name) => Names.Any(names => names.Old.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>A sentence for each old name in use.</summary>
    public static IEnumerable<string> Warnings(IConfiguration configuration) =>
        Given(configuration)
            .Select(names => $"{names.Old} ora si chiama {names.New}: il nome di prima non varrà più nella prossima versione.");

    /// <summary>Logs the warnings.</summary>
    public static void Log(IConfiguration configuration, ILogger logger)
    {
        foreach (var warning in Warnings(configuration))
        {
            OldName(logger, warning);
        }
    }

    private static IEnumerable<(string Old, string New)> Given(IConfiguration configuration) =>
        Names.Where(names => configuration[names.Old] is { Length: > 0 });

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Warning}")]
    private static partial void OldName(ILogger logger, string warning);
}
