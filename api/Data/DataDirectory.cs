namespace Lecce.Riscossione.Api.Data;

/// <summary>The folder of what this installation keeps on disk: the embedded database and the master secret.</summary>
internal sealed class DataDirectory(IConfiguration configuration, IHostEnvironment environment)
{
    /// <summary>From <c>Riscossione:DataDirectory</c>; otherwise <c>data</c> beside the program.</summary>
    public string Path { get; } =
        System.IO.Path.GetFullPath(configuration["Riscossione:DataDirectory"] ?? "data", environment.ContentRootPath);

    /// <summary>Makes the folder when it is missing, for its owner only.</summary>
    public void Create()
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(Path);
        }
        else
        {
            Directory.CreateDirectory(Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
