namespace Lecce.Riscossione.Api.Http;

/// <summary>Reads a setting that is a list: one value separated by commas, or one below the other (<c>…:0</c>, <c>…:1</c>).</summary>
internal static class SettingList
{
    public static IReadOnlyList<string> Of(IConfiguration configuration, string name)
    {
        var section = configuration.GetSection(name);
        return
        [
            .. section
                .GetChildren()
                .Select(child => child.Value)
                .Prepend(section.Value)
                .SelectMany(text => (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)),
        ];
    }
}
