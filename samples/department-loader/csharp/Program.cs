using System.Text;
using Lecce.Riscossione.Samples.DepartmentLoader;
using Lecce.Riscossione.Sdk;

Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
if (Settings.Read(args) is not { } settings)
{
    await Console.Error.WriteLineAsync(Settings.Usage);
    return 1;
}

using var client = new RiscossioneClient(settings.Api, settings.Key);
try
{
    await new Loader(client, settings).Run();
    return 0;
}
catch (StoppedException stopped)
{
    await Console.Error.WriteLineAsync($"{settings.File}: {stopped.Message}");
}
catch (IOException unreadable)
{
    await Console.Error.WriteLineAsync(unreadable.Message);
}
catch (RiscossioneException refused)
{
    await Console.Error.WriteLineAsync($"L'API rifiuta ({refused.Code}): {refused.Detail}");
}
catch (RiscossioneNetworkException failure)
{
    await Console.Error.WriteLineAsync($"L'API su {settings.Api} non risponde: {failure.Message} Ripetere il comando: riprende da qui.");
}

return 1;
