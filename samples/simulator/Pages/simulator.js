// Reads the QR of a notice with the camera, where the browser can; everything else works without this file.
const button = document.getElementById('scan');

if (button && 'BarcodeDetector' in window && navigator.mediaDevices) {
  const camera = document.getElementById('camera');
  const status = document.getElementById('scan-status');
  button.hidden = false;
  button.addEventListener('click', async () => {
    try {
      camera.srcObject = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } });
    } catch {
      status.textContent = 'La fotocamera non è disponibile: scrivere il numero avviso.';
      return;
    }

    camera.hidden = false;
    await camera.play();
    status.textContent = 'Inquadrare il QR dell’avviso.';
    const detector = new BarcodeDetector({ formats: ['qr_code'] });
    const look = async () => {
      const found = (await detector.detect(camera)).find((code) => code.rawValue.startsWith('PAGOPA|002|'));
      if (!found) {
        requestAnimationFrame(look);
        return;
      }

      camera.srcObject.getTracks().forEach((track) => track.stop());
      document.getElementById('code').value = found.rawValue;
      document.getElementById('look-up').requestSubmit();
    };
    look();
  });
}
