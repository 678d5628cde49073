#if NETSTANDARD2_0
namespace Lecce.Riscossione.Sdk;

/// <summary>The name and type of a property of a request.</summary>
internal readonly struct HttpRequestOptionsKey<T>(string key)
{
    public string Key => key;
}

/// <summary>The options of a request, which netstandard2.0 calls its properties.</summary>
internal static class RequestProperties
{
    extension(HttpRequestMessage request)
    {
        public Properties Options => new(request.Properties);
    }

    public readonly struct Properties(IDictionary<string, object> properties)
    {
        public void Set<T>(HttpRequestOptionsKey<T> key, T value) => properties[key.Key] = value!;

        public bool TryGetValue<T>(HttpRequestOptionsKey<T> key, [System.Diagnostics.CodeAnalysis.MaybeNullWhen(false)] out T value)
        {
            var isFound = properties.TryGetValue(key.Key, out var found) && found is T;
            value = isFound ? (T)found! : default;
            return isFound;
        }
    }
}
#endif
