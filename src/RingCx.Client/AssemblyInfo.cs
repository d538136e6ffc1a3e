using System.Diagnostics;

// The compiler would otherwise have the runtime leave everything unoptimized, since it has not optimized itself.
[assembly: Debuggable(DebuggableAttribute.DebuggingModes.IgnoreSymbolStoreSequencePoints)]
