namespace Lecce.Riscossione.Api.Operations;

/// <summary>
/// Validates the command line: at most one command, and settings as <c>--name=value</c> or <c>--name value</c>. ASP.NET Core ignores other words,
/// so a mistyped command would start the program and create a database.
/// </summary>
internal static class CommandLine
{
    private static readonly string[] Commands = [Check.Verb, AdminKeyCommand.Verb];

    /// <summary>The fault of the command line, in one sentence; null for none.</summary>
    public static string? FindFault(IReadOnlyList<string> args)
    {
        var commands = new List<string>();
        for (var index = 0; index < args.Count; index++)
        {
            var word = args[index];
            var isSetting = word.StartsWith("--", StringComparison.Ordinal) || word.StartsWith('/');
            if (word.Contains('=', StringComparison.Ordinal) && (isSetting || !word.StartsWith('-')))
            {
                continue;
            }

            if (isSetting && index + 1 < args.Count)
            {
                index++;
            }
            else if (Commands.Contains(word, StringComparer.Ordinal) && commands.Count == 0)
            {
                commands.Add(word);
            }
            else
            {
                return $"«{word}» sulla riga di comando non è previsto. I comandi sono {string.Join(" e ", Commands)}, uno solo per volta; senza "
                    + "comando il programma si avvia. Le impostazioni si indicano con --nome=valore, per esempio --urls=http://127.0.0.1:8080.";
            }
        }

        return null;
    }
}
