#if NETSTANDARD2_0
using System.Buffers;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Base64Text = System.Buffers.Text.Base64;

namespace Lecce.Riscossione.Sdk;

/// <summary>Members of later frameworks that the client uses and netstandard2.0 lacks, with their names and meanings.</summary>
internal static class Compat
{
    [ThreadStatic]
    private static Random? random;

    extension(ArgumentNullException)
    {
        public static void ThrowIfNull(
            [System.Diagnostics.CodeAnalysis.NotNull] object? argument,
            [System.Runtime.CompilerServices.CallerArgumentExpression(nameof(argument))] string? paramName = null
        )
        {
            if (argument is null)
            {
                throw new ArgumentNullException(paramName);
            }
        }
    }

    extension(ArgumentException)
    {
        public static void ThrowIfNullOrWhiteSpace(
            [System.Diagnostics.CodeAnalysis.NotNull] string? argument,
            [System.Runtime.CompilerServices.CallerArgumentExpression(nameof(argument))] string? paramName = null
        )
        {
            ArgumentNullException.ThrowIfNull(argument, paramName);
            if (string.IsNullOrWhiteSpace(argument))
            {
                throw new ArgumentException("The value cannot be empty or only white space.", paramName);
            }
        }
    }

    extension(Random)
    {
        public static Random Shared => random ??= new Random(Guid.NewGuid().GetHashCode());
    }

    extension(Task)
    {
        public static Task Delay(TimeSpan delay, TimeProvider time, CancellationToken cancellationToken) =>
            time.Delay(delay, cancellationToken);
    }

    extension(Convert)
    {
        public static bool TryFromBase64String(string text, byte[] bytes, out int length)
        {
            length = 0;
            return text.All(one => one < 128)
                && Base64Text.DecodeFromUtf8(System.Text.Encoding.ASCII.GetBytes(text), bytes, out _, out length) is OperationStatus.Done;
        }
    }

    extension(HMACSHA256)
    {
        public static int HashSizeInBytes => 32;

        public static byte[] HashData(byte[] key, byte[] source)
        {
            using var hash = new HMACSHA256(key);
            return hash.ComputeHash(source);
        }
    }

    extension(File)
    {
        public static void Move(string sourceFileName, string destFileName, bool overwrite)
        {
            if (overwrite)
            {
                File.Delete(destFileName);
            }

            File.Move(sourceFileName, destFileName);
        }
    }

    public static string Replace(this string text, string oldValue, string newValue, StringComparison comparison) =>
        comparison is StringComparison.Ordinal ? text.Replace(oldValue, newValue) : throw new NotSupportedException();

    public static bool EndsWith(this string text, char end) => text.Length > 0 && text[text.Length - 1] == end;

    public static void Deconstruct<TKey, TValue>(this KeyValuePair<TKey, TValue> pair, out TKey key, out TValue value) =>
        (key, value) = (pair.Key, pair.Value);

    public static TValue? GetValueOrDefault<TKey, TValue>(this Dictionary<TKey, TValue> dictionary, TKey key)
        where TKey : notnull => dictionary.TryGetValue(key, out var value) ? value : default;

    public static Task<Stream> ReadAsStreamAsync(this HttpContent content, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return content.ReadAsStreamAsync();
    }

    public static Task CopyToAsync(this Stream stream, Stream target, CancellationToken cancellationToken) =>
        stream.CopyToAsync(target, 81920, cancellationToken);

    public static Task<int> ReadAsync(this Stream stream, Memory<byte> bytes, CancellationToken cancellationToken)
    {
        var array = ArrayOf(bytes);
        return stream.ReadAsync(array.Array!, array.Offset, array.Count, cancellationToken);
    }

    public static Task WriteAsync(this Stream stream, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        var array = ArrayOf(bytes);
        return stream.WriteAsync(array.Array!, array.Offset, array.Count, cancellationToken);
    }

    public static Task<int> ReadBlockAsync(this StreamReader reader, char[] buffer, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return reader.ReadBlockAsync(buffer, 0, buffer.Length);
    }

    /// <summary>For <c>await using</c>: the stream is flushed without blocking, then closed.</summary>
    public static FlushedStream ConfigureAwait(this Stream stream, bool continueOnCapturedContext) => new(stream);

    private static ArraySegment<byte> ArrayOf(ReadOnlyMemory<byte> bytes) =>
        MemoryMarshal.TryGetArray(bytes, out var array) ? array : new ArraySegment<byte>(bytes.ToArray());

    public readonly struct FlushedStream(Stream stream)
    {
        public async ValueTask DisposeAsync()
        {
            using (stream)
            {
                await stream.FlushAsync().ConfigureAwait(false);
            }
        }
    }
}
#endif
