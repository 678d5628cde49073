using Lecce.Riscossione.Api.Kernel;

namespace Lecce.Riscossione.Api.Data;

/// <summary>The folder of what this installation keeps on disk: the embedded database and the master secret.</summary>
internal sealed class DataDirectory(IConfiguration configuration, IHostEnvironment environment)
{
    /// <summary>From <c>Riscossione:DataDirectory</c>; otherwise <c>data</c> beside the program.</summary>
    public string Path { get; } =
        System.IO.Path.GetFullPath(
            configuration["Riscossione:DataDirectory"] is { Length: > 0 } folder ? folder : "data",
            environment.ContentRootPath
        );

    /// <summary>The path of a file of this folder.</summary>
    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Makes the folder when it is missing, for its owner only.</summary>
    /// <exception cref="CannotStart">It cannot be made, or not be written to.</exception>
    public void Create()
    {
        try
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
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new CannotStart(NotWritable);
        }

        RequireWritable();
    }

    /// <summary>
    /// Writes a file and removes it: where the folder is missing, and made at the first start, in the folder that would contain it.
    /// </summary>
    /// <exception cref="CannotStart">The folder cannot be written to, or not be made.</exception>
    public void RequireWritable()
    {
        var folder = Path;
        while (!Directory.Exists(folder))
        {
            folder = System.IO.File.Exists(folder) ? null : System.IO.Path.GetDirectoryName(folder);
            if (folder is null)
            {
                throw new CannotStart(NotWritable);
            }
        }

        try
        {
            using (
                new FileStream(
                    System.IO.Path.Combine(folder, $".check-{Guid.NewGuid():N}"),
                    FileMode.CreateNew,
                    FileAccess.Write,
                    FileShare.None,
                    bufferSize: 1,
                    FileOptions.DeleteOnClose
                )
            )
            {
                // Only whether it opens matters.
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new CannotStart(NotWritable);
        }
    }

    private string NotWritable =>
        $"La cartella dei dati {Path} non è scrivibile: darne la proprietà all'utente che esegue il programma, oppure indicarne un'altra con "
        + "Riscossione:DataDirectory.";
}
